/** Who may ask for what a department holds, for its supervisors: seen, given, ended. */
package org.onenet.portal.rights;
