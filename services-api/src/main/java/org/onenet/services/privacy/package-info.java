/**
 * What is kept of whom: everything about a person for that person, until when and on what ground;
 * what goes when its time is over, and everything when they ask and no law stands against it. Reads
 * the other features through their roots; none knows this one.
 */
package org.onenet.services.privacy;
