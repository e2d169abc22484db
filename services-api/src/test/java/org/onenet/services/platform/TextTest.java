package org.onenet.services.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class TextTest {
  @Test
  void a_value_is_the_same_in_both_languages_and_a_text_gives_its_own_part() {
    assertEquals(
        new Text("Lin Na: Tenant since 2024-06-01", "Lin Na：租户，自 2024-06-01"),
        new Text("%s: %s since %s", "%s：%s，自 %s")
            .with("Lin Na", new Text("Tenant", "租户"), LocalDate.of(2024, 6, 1)));
  }

  @Test
  void languages_may_order_the_values_differently_and_leave_some_out() {
    assertEquals(
        new Text("3 of 12", "12 项中有 3 项"), new Text("%s of %s", "%2$s 项中有 %1$s 项").with(3, 12));
    assertEquals(new Text("b", "a"), new Text("%2$s", "%1$s").with("a", "b"));
    assertEquals(new Text("plain", "平"), new Text("plain", "平").with("unused"));
  }

  @Test
  void numbers_are_not_grouped_and_days_of_no_locale() {
    assertEquals(new Text("20000", "20000"), Text.same("%s").with(20_000L));
  }

  @Test
  void a_percent_sign_in_a_value_is_only_a_sign() {
    assertEquals(
        new Text("Tick: 100% %s of it", "勾选：百分之百 %d"),
        new Text("Tick: %s", "勾选：%s").with(new Text("100% %s of it", "百分之百 %d")));
  }

  @Test
  void each_language_gets_its_text() {
    Text text = new Text("en", "zh");
    assertEquals("en", text.in(Language.EN));
    assertEquals("zh", text.in(Language.ZH));
    assertEquals(new Text("12", "12"), Text.same("12"));
  }

  @Test
  void a_text_without_one_of_its_languages_is_refused_by_name() {
    assertEquals(
        "zh", assertThrows(NullPointerException.class, () -> new Text("x", null)).getMessage());
    assertEquals(
        "en", assertThrows(NullPointerException.class, () -> new Text(null, "x")).getMessage());
  }
}
