/**
 * What a citizen agreed to: a signed receipt per purpose, with the field names of ISO/IEC TS 27560,
 * that can be taken back at once.
 */
package org.onenet.services.consent;
