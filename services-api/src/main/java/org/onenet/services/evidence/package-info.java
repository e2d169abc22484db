/**
 * What departments already know: the population register behind a door of its own, and the checks
 * that ask it. The register is another department's store: own schema, own database role.
 */
package org.onenet.services.evidence;
