package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What is counted of cases, in charts that each have a table, and as files to take along. */
@WebServlet({StatisticsPage.ADDRESS, StatisticsPage.TABLE, StatisticsPage.JSON})
public class StatisticsPage extends Page {
  private static final long serialVersionUID = 1L;

  static final String ADDRESS = "/statistics";
  static final String TABLE = "/statistics.csv";
  static final String JSON = "/statistics.json";

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Locale language = Pages.language(request);
    switch (request.getServletPath()) {
      case TABLE -> {
        response.setHeader("Content-Disposition", "attachment; filename=\"onenet-statistics.csv\"");
        send(api.publishedStatistics(true, language), request, response);
      }
      case JSON -> {
        response.setHeader(
            "Content-Disposition", "attachment; filename=\"onenet-statistics.json\"");
        send(api.publishedStatistics(false, language), request, response);
      }
      default -> {
        Map<String, Object> model = new HashMap<>(api.statistics(language));
        model.put("made", CityTime.instant(model.get("madeAt"), language));
        model.put("shown", new Shown(pages.word("statistics.hidden", request), language));
        pages.show("statistics", model, request, response);
      }
    }
  }

  /** How numbers stand on the page. */
  public static final class Shown {
    /** Nothing to count. */
    private static final String NONE = "–";

    private static final double TALLEST = 100;
    private static final double DAY = 24;

    private final String hidden;
    private final boolean chinese;

    Shown(String hidden, Locale language) {
      this.hidden = hidden;
      this.chinese = "zh".equals(language.getLanguage());
    }

    /** A number of people. */
    public String count(Object number) {
      return number == null ? hidden : String.format(Locale.ENGLISH, "%,d", whole(number));
    }

    /**
     * @param of the number of people it is a share of
     */
    public String percent(Object share, Object of) {
      return share == null ? missing(of) : whole(share) + (chinese ? "%" : " %");
    }

    /**
     * Hours, or days when there are many.
     *
     * @param of the number of people whose time it is
     */
    public String time(Object hours, Object of) {
      if (hours == null) return missing(of);
      double value = ((Number) hours).doubleValue();
      return value < 2 * DAY
          ? String.format(Locale.ENGLISH, "%.1f", value) + (chinese ? " 小时" : " h")
          : String.format(Locale.ENGLISH, "%.1f", value / DAY) + (chinese ? " 天" : " d");
    }

    private String missing(Object of) {
      return of != null && whole(of) == 0 ? NONE : hidden;
    }

    /** A month by its name. */
    public String month(Object month) {
      return YearMonth.parse(String.valueOf(month))
          .format(
              chinese
                  ? DateTimeFormatter.ofPattern("yyyy年M月")
                  : DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH));
    }

    /** Its last two digits, below a bar. */
    public String shortMonth(Object month) {
      return String.valueOf(month).substring(5);
    }

    /** Something to draw; nothing is drawn of what is hidden. */
    public long bar(Object number) {
      return number == null ? 0 : whole(number);
    }

    /** The height of a column, of at most a hundred, among the columns of these months. */
    public long height(Object number, List<Map<String, Object>> months) {
      long most =
          months.stream()
              .flatMap(one -> Stream.of(one.get("applications"), one.get("decided")))
              .filter(Objects::nonNull)
              .mapToLong(Shown::whole)
              .max()
              .orElse(0);
      return most == 0 ? 0 : Math.round(TALLEST * bar(number) / most);
    }

    private static long whole(Object number) {
      return ((Number) number).longValue();
    }
  }
}
