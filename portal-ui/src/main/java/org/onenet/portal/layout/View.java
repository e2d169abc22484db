package org.onenet.portal.layout;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import org.onenet.identity.login.SessionEnded;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Text;

/** What every view of ours has: a title in the page's language, kind refusals, small patterns. */
public class View extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  /** The city's clock: dates are shown as people there read them. */
  protected static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

  private String title = "OneNet";

  @Override
  public String getPageTitle() {
    return title + " · OneNet";
  }

  protected H1 heading(String text) {
    title = text;
    return new H1(text);
  }

  protected String t(String key, Object... arguments) {
    return getTranslation(key, arguments);
  }

  protected String t(Text text) {
    return text == null ? "" : text.in(getLocale());
  }

  /** Runs a call of the API; shows what stands in its way instead of the view's content. */
  protected void orExplain(Runnable call) {
    try {
      call.run();
    } catch (ApiProblem problem) {
      removeAll();
      explain(problem);
    } catch (SessionEnded over) {
      signInAgain();
    }
  }

  /** Answers the refusal of an act for showing beside it, or null when it went well. */
  protected ApiProblem attempt(Runnable call) {
    try {
      call.run();
      return null;
    } catch (ApiProblem problem) {
      return problem;
    } catch (SessionEnded over) {
      signInAgain();
      return new ApiProblem(401, "session-ended", t("problem.session"), java.util.List.of(), null);
    }
  }

  protected <T> T fetch(Supplier<T> call) {
    return call.get();
  }

  /** Loads the page again: the login mechanism then signs in and comes back to this address. */
  protected void signInAgain() {
    getUI().ifPresent(ui -> ui.getPage().reload());
  }

  private void explain(ApiProblem problem) {
    String kind =
        problem.isUnreachable()
            ? "unreachable"
            : switch (problem.status()) {
              case 403 -> "forbidden";
              case 404 -> "notFound";
              default -> "other";
            };
    Div box =
        card(
            heading(t("problem." + kind + ".title")),
            new Paragraph(t("problem." + kind + ".text")));
    if (!problem.detail().isEmpty() && "other".equals(kind)) {
      box.add(new Paragraph(problem.detail()));
    }
    box.setId("problem");
    Button again =
        quiet(
            "try-again", t("problem.again"), () -> getUI().ifPresent(ui -> ui.getPage().reload()));
    Anchor home = Bar.plain("/", t("problem.home"));
    box.add(row(again, home));
    add(box);
  }

  protected String message(ApiProblem problem) {
    return problem.isUnreachable() || problem.detail().isEmpty()
        ? t("problem.unreachable.text")
        : problem.detail();
  }

  protected Div notice(ApiProblem problem) {
    Div box = new Div(new Span(message(problem)));
    box.setId("notice");
    box.addClassNames("notice", "bad");
    box.getElement().setAttribute("role", "alert");
    return box;
  }

  protected static Div card(Component... inside) {
    Div card = new Div(inside);
    card.addClassName("card");
    return card;
  }

  protected static Div row(Component... inside) {
    Div row = new Div(inside);
    row.addClassName("row");
    return row;
  }

  /** A table that may be wider than a phone: keyboards scroll it too. */
  protected static <T extends Component> T scrolling(T around, String label) {
    around.getElement().getClassList().add("scroll");
    around
        .getElement()
        .setAttribute("tabindex", "0")
        .setAttribute("role", "region")
        .setAttribute("aria-label", label);
    return around;
  }

  protected static Span tag(String text, String kind) {
    Span tag = new Span(text);
    tag.addClassNames("tag", kind);
    return tag;
  }

  /** A day that people type or choose; {@code value} as ISO 8601, or null. */
  protected DatePicker dayField(String id, String label, String value) {
    DatePicker field = new DatePicker(label);
    field.setId(id);
    field.setLocale(getLocale());
    field.setAutoOpen(false);
    field.setClearButtonVisible(true);
    field.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
    try {
      field.setValue(value == null || value.isEmpty() ? null : LocalDate.parse(value));
    } catch (DateTimeParseException noDay) {
      field.setValue(null);
    }
    return field;
  }

  /** A link that fetches a file from the API when it is pressed. */
  protected static Anchor download(
      String id, String text, String name, String mediaType, Supplier<byte[]> bytes) {
    Anchor file =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] content = bytes.get();
                  return new DownloadResponse(
                      new ByteArrayInputStream(content), name, mediaType, content.length);
                }),
            text);
    file.getElement().setAttribute("download", name);
    file.setId(id);
    return file;
  }

  protected static <T extends Component & HasText> T soft(T component) {
    component.getElement().getClassList().add("muted");
    return component;
  }

  protected Button act(String id, String text, Runnable act) {
    Button button = new Button(text, event -> act.run());
    button.setId(id);
    button.setDisableOnClick(false);
    button.addClassNames("btn");
    button.addThemeName("primary");
    return button;
  }

  protected Button quiet(String id, String text, Runnable act) {
    Button button = new Button(text, event -> act.run());
    button.setId(id);
    button.addClassNames("btn", "quiet");
    return button;
  }

  protected Button bad(String id, String text, Runnable act) {
    Button button = act(id, text, act);
    button.addThemeName("error");
    return button;
  }

  protected static Anchor link(String id, String address, String text) {
    Anchor anchor = Bar.plain(address, text);
    anchor.setId(id);
    return anchor;
  }

  /** A point in time, as people in the city read it; the text itself when it is none. */
  protected String when(String instant) {
    if (instant == null || instant.isEmpty()) {
      return "";
    }
    try {
      ZonedDateTime at = Instant.parse(instant).atZone(CITY);
      return at.format(DateTimeFormatter.ofPattern(t("format.instant"), getLocale()));
    } catch (DateTimeParseException notAnInstant) {
      return day(instant);
    }
  }

  protected String clock(String instant) {
    try {
      return instant == null
          ? ""
          : Instant.parse(instant).atZone(CITY).format(DateTimeFormatter.ofPattern("HH:mm"));
    } catch (DateTimeParseException notAnInstant) {
      return "";
    }
  }

  /** A month, {@code 2024-06}, by its name; the text itself when it is none. */
  protected String month(String month) {
    try {
      return YearMonth.parse(month)
          .format(DateTimeFormatter.ofPattern(t("format.month"), getLocale()));
    } catch (DateTimeParseException notAMonth) {
      return month;
    }
  }

  protected String day(String date) {
    if (date == null || date.isEmpty()) {
      return "";
    }
    try {
      return (date.length() > 10
              ? Instant.parse(date).atZone(CITY).toLocalDate()
              : LocalDate.parse(date))
          .format(DateTimeFormatter.ofPattern(t("format.day"), getLocale()));
    } catch (DateTimeParseException notADate) {
      return date;
    }
  }
}
