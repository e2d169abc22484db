package org.onenet.services.statistics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which cells of a table with sums are hidden, so that no small number can be read from it, nor be
 * computed from what is left. The last row and the last column are the sums of the others.
 *
 * <p>Rows and columns are the equations that a reader has. Seen as a graph with a line for each row
 * and column and an edge for each hidden cell, a cell can be computed exactly when its edge lies on
 * no cycle; so cells are hidden until each does. What is hidden in a line whose sum is shown must
 * also sum up to no small number itself.
 */
final class Suppression {
  /** What is fewer is a small number. */
  static final int LEAST = 5;

  private final long[][] table;
  private final boolean[][] hidden;

  private Suppression(long[][] table, boolean[][] small) {
    this.table = table;
    this.hidden = new boolean[table.length][];
    for (int row = 0; row < table.length; row++) hidden[row] = small[row].clone();
  }

  /** Whether a number tells of so few that it is hidden. Nobody is no secret. */
  static boolean isSmall(long number) {
    return number > 0 && number < LEAST;
  }

  /** Hides small numbers and what they could be computed from. */
  static boolean[][] of(long[][] table) {
    boolean[][] small = new boolean[table.length][table[0].length];
    for (int row = 0; row < table.length; row++) {
      for (int column = 0; column < table[row].length; column++) {
        small[row][column] = isSmall(table[row][column]);
      }
    }
    return of(table, small);
  }

  /** Hides those cells and what they could be computed from. */
  static boolean[][] of(long[][] table, boolean[][] small) {
    Suppression suppression = new Suppression(table, small);
    while (suppression.hidesOneMore()) {
      // until nothing more can be computed
    }
    return suppression.hidden;
  }

  private int rows() {
    return table.length;
  }

  private int columns() {
    return table[0].length;
  }

  private boolean hidesOneMore() {
    for (int line = 0; line < rows() + columns(); line++) {
      if (isWeak(line) && hideIn(line)) return true;
    }
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (hidden[row][column]
            && isComputable(row, column)
            && (hideIn(row) || hideIn(rows() + column))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Something is hidden in it, but too little to hide behind. */
  private boolean isWeak(int line) {
    long[] cells = cells(line).filter(this::isHidden).mapToLong(this::value).toArray();
    if (cells.length < 2) return cells.length == 1;
    return !isHidden(sumOf(line)) && Arrays.stream(cells).sum() < LEAST;
  }

  private int sumOf(int line) {
    return line < rows()
        ? line * columns() + columns() - 1
        : (rows() - 1) * columns() + line - rows();
  }

  /** The smallest that is shown, and one that tells something if there is any. */
  private boolean hideIn(int line) {
    Optional<Integer> least =
        cells(line)
            .filter(cell -> !isHidden(cell))
            .boxed()
            .min(
                Comparator.comparing((Integer cell) -> value(cell) == 0)
                    .thenComparing(this::value));
    least.ifPresent(cell -> hidden[cell / columns()][cell % columns()] = true);
    return least.isPresent();
  }

  private boolean isHidden(int cell) {
    return hidden[cell / columns()][cell % columns()];
  }

  private long value(int cell) {
    return table[cell / columns()][cell % columns()];
  }

  /** The cells of a row or, after the rows, of a column, each as row * columns + column. */
  private IntStream cells(int line) {
    return line < rows()
        ? IntStream.range(0, columns()).map(column -> line * columns() + column)
        : IntStream.range(0, rows()).map(row -> row * columns() + line - rows());
  }

  /** No way of hidden cells leads from its row to its column but itself. */
  private boolean isComputable(int row, int column) {
    boolean[] reached = new boolean[rows() + columns()];
    Deque<Integer> next = new ArrayDeque<>();
    reached[row] = true;
    next.add(row);
    while (!next.isEmpty()) {
      int line = next.remove();
      cells(line)
          .filter(this::isHidden)
          .filter(cell -> cell != row * columns() + column)
          .map(cell -> line < rows() ? rows() + cell % columns() : cell / columns())
          .filter(other -> !reached[other])
          .forEach(
              other -> {
                reached[other] = true;
                next.add(other);
              });
    }
    return !reached[rows() + column];
  }
}
