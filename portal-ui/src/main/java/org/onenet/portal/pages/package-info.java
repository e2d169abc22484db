/**
 * The pages for people who do not sign in: catalogue, services, verification. Plain HTML, no
 * session, and they work without JavaScript.
 */
package org.onenet.portal.pages;
