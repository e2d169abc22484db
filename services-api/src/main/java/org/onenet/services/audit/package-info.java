/**
 * Who read whose data, and what for: a chain of hashes per stream, sealed once a day on the city's
 * chain. Nothing is read that cannot be logged, and nothing that was logged can be changed unseen.
 * Each person sees what is about them, and may report it; an auditor answers.
 */
package org.onenet.services.audit;
