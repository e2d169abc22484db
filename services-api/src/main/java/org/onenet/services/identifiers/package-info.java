/** The identifiers of the demonstration city, by their national standards. */
package org.onenet.services.identifiers;
