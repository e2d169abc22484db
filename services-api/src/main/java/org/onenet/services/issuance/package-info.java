/**
 * A granted case becomes a signed credential, at most once; its department publishes the keys and
 * the status lists by which anyone can check it.
 */
package org.onenet.services.issuance;
