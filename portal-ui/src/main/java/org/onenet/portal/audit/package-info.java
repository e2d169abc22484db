/** The auditor's desk: reports to answer, the log to search, its seals. */
package org.onenet.portal.audit;
