/**
 * Departments ask each other for evidence: by a right that the data's owner gave, on a ground that
 * is named, in signed messages that both sides log. An outage is a state, never an error of the
 * citizen's.
 */
package org.onenet.services.exchange;
