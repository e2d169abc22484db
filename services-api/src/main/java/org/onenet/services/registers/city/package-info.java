/**
 * The demonstration's made-up city: people, homes, jobs, firms, degrees and marriages that agree
 * with each other, and then the usual dirt of registers, each piece of it on a list. The same seed
 * makes the same city, one neighbourhood at a time.
 */
package org.onenet.services.registers.city;
