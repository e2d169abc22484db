package org.onenet.stack.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured table, as Markdown, the way the README shows it. */
final class BenchTable {
  private record Row(String what, String measured, String peer, String ratio, String aim) {}

  private final List<Row> rows = new ArrayList<>();

  /** A row that stands against a peer measured in the same run. */
  void ratio(String what, double measured, String unit, String peer, double peerValue, String aim) {
    rows.add(
        new Row(
            what,
            number(measured) + " " + unit,
            peer + " " + number(peerValue),
            twoDigits(measured / peerValue),
            aim));
  }

  /** A row that stands against a limit, or alone. */
  void value(String what, String measured, String aim) {
    rows.add(new Row(what, measured, "", "", aim));
  }

  /** Two digits that say something, however small it is. */
  private static String twoDigits(double ratio) {
    return ratio >= 0.1
        ? String.format(Locale.ROOT, "%.2f", ratio)
        : new BigDecimal(ratio).round(new MathContext(2)).toPlainString();
  }

  static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("| what | measured | peer in the same run | ratio | aim |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      out.append(
          "| %s | %s | %s | %s | %s |%n"
              .formatted(row.what, row.measured, row.peer, row.ratio, row.aim));
    }
    return out.toString();
  }
}
