/** The checks of an automatic step: what registers told, beside what the citizen says. */
package org.onenet.services.evidence;
