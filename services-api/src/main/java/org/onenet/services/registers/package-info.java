/**
 * The departments' registers, each a party of its own: what it holds is a document ({@code
 * register-1.json}), where it holds it is the document's source, and whoever asks gets records as
 * forms take them. A register is attached by configuration, without Java; it may be away while
 * everything else goes on.
 */
package org.onenet.services.registers;
