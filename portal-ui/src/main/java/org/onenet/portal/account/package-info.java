/** The signed-in person's own page: who they are here, and how they sign in. */
package org.onenet.portal.account;
