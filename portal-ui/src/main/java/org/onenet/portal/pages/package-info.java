/**
 * The pages for people who do not sign in: catalogue, services, verification. Plain HTML, no
 * session, and they work without JavaScript: all but {@link org.onenet.portal.pages.OfflinePage},
 * whose work is done in the browser.
 */
package org.onenet.portal.pages;
