/**
 * What every feature stands on: the database and its transactions, ids, texts in both languages,
 * working days, settings. Knows no feature.
 */
package org.onenet.services.platform;
