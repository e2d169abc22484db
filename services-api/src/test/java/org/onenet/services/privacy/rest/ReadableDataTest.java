package org.onenet.services.privacy.rest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onenet.services.applications.Provenance;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;
import org.onenet.services.privacy.Everything;
import tools.jackson.databind.node.StringNode;

final class ReadableDataTest {
  private static final String TYPED = "<script>alert(\"1 & 2\")</script>";

  @Test
  void what_was_typed_is_text_in_both_languages_and_the_page_needs_nothing_else() {
    Everything all =
        new Everything(
            "2026-11-27T01:00:00Z",
            new Everything.Account("id-1", "lina", "林娜", "11010119900307002X", List.of("citizen")),
            "2026-11-27T01:00:00Z",
            List.of(
                new Everything.DraftOf(
                    "d-1",
                    "residence-certificate",
                    new Text("Residence certificate", "居住证"),
                    "2026-11-27T01:00:00Z",
                    List.of(
                        new Everything.Answer(
                            "reason",
                            new Text("Reason", "理由"),
                            Sensitivity.SENSITIVE,
                            StringNode.valueOf(TYPED),
                            Text.same(TYPED),
                            Provenance.typed())),
                    List.of(),
                    List.of())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(
                new Everything.Corrected(
                    "c-1",
                    "R-2026-000001",
                    "population-register",
                    "population-identity.fullName",
                    Text.same("Lin Nah"),
                    Text.same("Lin Na <b>"),
                    "One letter too many",
                    "2026-11-27T01:00:00Z",
                    "open",
                    null)));
    String english = ReadableData.of(all, Language.EN);
    String chinese = ReadableData.of(all, Language.ZH);
    assertTrue(english.contains("<html lang=\"en\">"), english);
    assertTrue(english.contains("Residence certificate"), english);
    assertTrue(english.contains("you typed it") && english.contains("<td>sensitive</td>"), english);
    assertTrue(chinese.contains("<html lang=\"zh-CN\">"), chinese);
    assertTrue(chinese.contains("居住证") && chinese.contains("本人填写"), chinese);
    assertTrue(chinese.contains("<td>敏感</td>"), chinese);
    for (String page : List.of(english, chinese)) {
      assertTrue(page.contains("&lt;script&gt;alert(&quot;1 &amp; 2&quot;)"), page);
      assertFalse(page.contains("<script"), page);
      assertTrue(page.contains("Lin Nah") && page.contains("Lin Na &lt;b&gt;"), page);
      assertFalse(page.contains("http"), "nothing is fetched from anywhere");
      assertTrue(page.contains("2026-11-27 09:00"), "the city's time");
    }
  }
}
