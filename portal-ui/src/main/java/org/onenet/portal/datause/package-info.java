/** A citizen sees who used their data, and reports what should not have been. */
package org.onenet.portal.datause;
