package org.onenet.portal.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.Text;

class StatusHistoryTest {
  private static final Text LOST = new Text("Reported lost", "已挂失");

  @Test
  void what_took_effect_at_once_is_one_line() {
    assertEquals(
        List.of("suspend by Chen", "reinstate by Chen", "revoke by Chen"),
        told(
            done("suspend", "Chen", "2026-11-26T08:00:00Z"),
            done("reinstate", "Chen", "2026-11-26T08:00:00.5Z"),
            done("revoke", "Chen", "2026-11-27T08:00:00Z")));
  }

  @Test
  void what_happened_between_two_pairs_of_eyes_stands_between_them() {
    assertEquals(
        List.of("asked by Chen", "suspend by Guo", "confirmed by He"),
        told(
            asked("done", "Chen", "He", "2026-11-26T12:00:00Z", ""),
            done("suspend", "Guo", "2026-11-26T11:00:00Z")));
  }

  @Test
  void who_turns_down_what_another_asked_is_told_from_who_takes_back_the_own_request() {
    assertEquals(
        List.of("asked by Chen", "turned-down by He"),
        told(asked("turned-down", "Chen", "He", "2026-11-26T12:00:00Z", "The lease is genuine.")));
    assertEquals(
        List.of("asked by Chen", "taken-back by Chen"),
        told(asked("turned-down", "Chen", "Chen", "2026-11-26T12:00:00Z", "The wrong person.")));
  }

  @Test
  void a_request_that_waits_is_not_over() {
    List<StatusHistory.Line> lines =
        StatusHistory.lines(List.of(asked("waiting", "Chen", null, null, null)));
    assertEquals(
        List.of(new StatusHistory.Line("asked", "Chen", "2026-11-26T10:00:00Z", LOST, false)),
        lines);
  }

  private static List<String> told(Credentials.Act... acts) {
    return StatusHistory.lines(List.of(acts)).stream()
        .map(line -> line.what() + " by " + line.by())
        .toList();
  }

  private static Credentials.Act done(String kind, String by, String at) {
    return new Credentials.Act(kind, "done", LOST, by, at, null, null, null);
  }

  private static Credentials.Act asked(
      String state, String by, String answeredBy, String answeredAt, String answer) {
    return new Credentials.Act(
        "revoke", state, LOST, by, "2026-11-26T10:00:00Z", answeredBy, answeredAt, answer);
  }
}
