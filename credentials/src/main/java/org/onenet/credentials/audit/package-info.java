/**
 * The audit log as a chain of hashes: its canonical form, its seals, and the check of an export
 * that needs neither server nor database.
 */
package org.onenet.credentials.audit;
