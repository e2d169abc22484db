/**
 * Counted, not claimed: how much people still had to type and to bring, how long they waited, for
 * each service and the city. Published for everybody, small numbers hidden. A case is counted from
 * what it keeps anyway; what nothing tells is left out, and said.
 */
package org.onenet.services.statistics;
