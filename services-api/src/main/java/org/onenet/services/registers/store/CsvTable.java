package org.onenet.services.registers.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file of RFC 4180 in UTF-8, with or without a byte order mark: a heading line, then records
 * of as many values. Taken strictly, since half a file must never pass for a whole one: the last
 * line ends in a line break, a quote is closed, and each record has its values.
 */
record CsvTable(List<String> headings, List<Line> lines) {
  /** One record, and the line of the file on which it begins. */
  record Line(int number, List<String> values) {}

  /** What is wrong, and where. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param column counted in values, from 1
     */
    Broken(int line, int column, String expected) {
      super("line %d, column %d: %s".formatted(line, column, expected));
    }

    /** Where values cannot be told apart yet: after that text. */
    static Broken after(String before, String expected) {
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int character = before.length() - before.lastIndexOf('\n');
      return new Broken("line %d, character %d: %s".formatted(line, character, expected));
    }

    private Broken(String message) {
      super(message);
    }
  }

  static CsvTable read(byte[] bytes) throws Broken {
    String text = text(bytes);
    if (text.isEmpty()) throw new Broken(1, 1, "expected a line of headings, got nothing");
    if (!text.endsWith("\n")) {
      throw Broken.after(text, "expected a line break at the end: the file is not whole");
    }
    List<Line> lines = new Reader(text).lines();
    List<String> headings = lines.getFirst().values().stream().map(String::strip).toList();
    for (int i = 0; i < headings.size(); i++) {
      if (headings.indexOf(headings.get(i)) < i) {
        throw new Broken(1, i + 1, "expected another heading than " + headings.get(i) + " again");
      }
    }
    List<Line> records = lines.subList(1, lines.size());
    for (Line line : records) {
      if (line.values().size() != headings.size()) {
        throw new Broken(
            line.number(),
            Math.min(line.values().size(), headings.size()) + 1,
            "expected %d values, got %d".formatted(headings.size(), line.values().size()));
      }
    }
    if (records.isEmpty()) throw new Broken(2, 1, "expected at least one record");
    return new CsvTable(headings, records);
  }

  private static String text(byte[] bytes) throws Broken {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      throw Broken.after(out.toString(), "expected UTF-8");
    }
    String text = out.toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** One pass over the text. */
  private static final class Reader {
    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private int at;
    private int line = 1;

    Reader(String text) {
      this.text = text;
    }

    List<Line> lines() throws Broken {
      while (at < text.length()) {
        int begin = line;
        List<String> values = new ArrayList<>();
        do {
          values.add(text.charAt(at) == '"' ? quoted(values.size() + 1) : plain(values.size() + 1));
        } while (goesOn());
        lines.add(new Line(begin, List.copyOf(values)));
      }
      return lines;
    }

    /** Passes a comma, or the line's end. */
    private boolean goesOn() {
      if (text.charAt(at) == ',') {
        at++;
        return true;
      }
      if (text.charAt(at) == '\r') at++;
      at++;
      line++;
      return false;
    }

    private boolean isEndOfValue() {
      char here = text.charAt(at);
      return here == ',' || here == '\n' || (here == '\r' && text.charAt(at + 1) == '\n');
    }

    private String plain(int column) throws Broken {
      int begin = at;
      while (!isEndOfValue()) {
        if (text.charAt(at) == '"') {
          throw new Broken(line, column, "expected quotes around a value that holds one");
        }
        at++;
      }
      return text.substring(begin, at);
    }

    private String quoted(int column) throws Broken {
      int begin = line;
      StringBuilder value = new StringBuilder();
      at++;
      while (true) {
        if (at >= text.length()) {
          throw new Broken(begin, column, "expected the value's quote to be closed");
        }
        char here = text.charAt(at++);
        if (here == '\n') line++;
        if (here != '"') {
          value.append(here);
        } else if (at < text.length() && text.charAt(at) == '"') {
          value.append('"');
          at++;
        } else {
          break;
        }
      }
      if (at >= text.length() || !isEndOfValue()) {
        throw new Broken(line, column, "expected a comma or the line's end after a closed quote");
      }
      return value.toString();
    }
  }
}
