/**
 * A clerk asks the department that holds a register to correct it, where the citizen's word and the
 * register differ on a case. The department answers once; the citizen and the clerk follow it on
 * the case, and after a correction the register may be asked again.
 */
package org.onenet.services.corrections;
