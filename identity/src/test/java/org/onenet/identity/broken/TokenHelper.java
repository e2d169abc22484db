package org.onenet.identity.broken;

import com.nimbusds.jwt.JWT;

/** Breaks every rule of {@code ArchitectureTest} on purpose, so that each is known to bite. */
public class TokenHelper {
  public JWT token;

  public org.onenet.portal.Anything anything() {
    return null;
  }
}
