/** Verdicts on certificates, for everybody and without an account. */
package org.onenet.services.verification;
