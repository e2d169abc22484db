package org.onenet.services.identifiers;

/**
 * The region of the made-up city. GB/T 2260 gives its code to no place, so no made-up number is a
 * real person's or trader's.
 */
public final class CityRegion {
  public static final String CODE = "990102";

  private CityRegion() {}
}
