/**
 * What citizens fill in: drafts that save themselves, documents, prefill by consent. A submitted
 * application is frozen; its case lives in {@code cases}.
 */
package org.onenet.services.applications;
