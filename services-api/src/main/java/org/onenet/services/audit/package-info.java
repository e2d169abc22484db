/**
 * Who read whose data, and what for: a chain of hashes per stream, sealed once a day on the city's
 * chain. Nothing is read that cannot be logged, and nothing that was logged can be changed unseen.
 */
package org.onenet.services.audit;
