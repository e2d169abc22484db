package org.onenet.portal.pages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onenet.portal.api.AccessRights.Right;
import org.onenet.portal.api.SharingApi;

/** What departments hold about people, every field of it, and who may ask for it. */
@WebServlet("/data")
public class DataPage extends Page {
  private static final long serialVersionUID = 1L;

  @Inject private transient SharingApi sharing;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Locale language = Pages.language(request);
    pages.show(
        "data",
        Map.of(
            "registers",
            api.registers(language).get("registers"),
            "rights",
            sharing.accessRights(language).stream()
                .collect(
                    Collectors.groupingBy(
                        Right::evidenceType,
                        Collectors.mapping(
                            one -> asking(one, language, pages.word("data.or", request)),
                            Collectors.toList()))),
            "kept",
            new Kept()),
        request,
        response);
  }

  private static Asking asking(Right right, Locale language, String comma) {
    return new Asking(
        right.requesterName().in(language),
        right.serviceName().in(language),
        right.fields().stream()
            .map(field -> field.label().in(language))
            .collect(Collectors.joining(comma)),
        CityTime.day(right.from(), language),
        CityTime.day(right.lastDay(), language),
        right.inForce());
  }

  /** Who may ask for an evidence type, in the page's language; {@code until} with that day. */
  public record Asking(
      String department,
      String service,
      String fields,
      String from,
      String until,
      boolean inForce) {}

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
