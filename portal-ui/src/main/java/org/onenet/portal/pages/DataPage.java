package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What departments hold about people: every register, evidence type and field. */
@WebServlet("/data")
public class DataPage extends Page {
  private static final long serialVersionUID = 1L;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Locale language = Pages.language(request);
    pages.show(
        "data",
        Map.of("registers", api.registers(language).get("registers"), "kept", new Kept()),
        request,
        response);
  }

  /** How long an answer may be used again, as the template says it. */
  public static final class Kept {
    /** Whole days, or hours when there are none. */
    public long count(String duration) {
      Duration kept = Duration.parse(duration);
      return kept.toDays() > 0 ? kept.toDays() : kept.toHours();
    }

    /** {@code day}, {@code days}, {@code hour} or {@code hours}. */
    public String unit(String duration) {
      String unit = Duration.parse(duration).toDays() > 0 ? "day" : "hour";
      return count(duration) == 1 ? unit : unit + "s";
    }
  }
}
