/**
 * What every REST door shares: JSON in and out, errors as problem+json (RFC 9457), headers, limits,
 * the language asked for.
 */
package org.onenet.services.platform.web;
