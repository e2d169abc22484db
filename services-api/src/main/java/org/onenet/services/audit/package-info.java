/** Who read whose data, and what for. */
package org.onenet.services.audit;
