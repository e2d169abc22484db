/**
 * The authority's file on a submitted application, from submit to certificate. {@link
 * org.onenet.services.cases.Case} tells its life; each step of it is a claim that takes effect at
 * most once.
 */
package org.onenet.services.cases;
