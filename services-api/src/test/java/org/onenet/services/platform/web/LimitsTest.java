package org.onenet.services.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose request it is, when it came through others; that it is limited, OwnPartsIT shows. */
final class LimitsTest {
  private static final String PORTAL = "10.0.0.1";
  private static final String PROXY = "10.0.0.2";
  private static final String CITIZEN = "203.0.113.7";

  private final Limits limits = new Limits(10, 0, Set.of(PORTAL, PROXY));

  @Test
  void a_neighbour_who_says_nothing_is_who_asks() {
    assertEquals(CITIZEN, limits.addressOf(CITIZEN, null));
    assertEquals(PORTAL, limits.addressOf(PORTAL, null));
  }

  @Test
  void a_stranger_is_not_believed_about_somebody_else() {
    assertEquals(CITIZEN, limits.addressOf(CITIZEN, "198.51.100.1"));
  }

  @Test
  void the_portal_is_believed_and_so_is_the_proxy_before_it() {
    assertEquals(CITIZEN, limits.addressOf(PORTAL, CITIZEN));
    assertEquals(CITIZEN, limits.addressOf(PORTAL, CITIZEN + ", " + PROXY));
  }

  @Test
  void what_a_citizen_claims_before_the_first_proxy_is_not_believed() {
    assertEquals(CITIZEN, limits.addressOf(PORTAL, "198.51.100.1, " + CITIZEN + ", " + PROXY));
    assertEquals(PORTAL, limits.addressOf(PORTAL, " , " + PROXY));
  }
}
