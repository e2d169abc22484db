/** The departments' signing keys, for who administers them. */
package org.onenet.portal.keys;
