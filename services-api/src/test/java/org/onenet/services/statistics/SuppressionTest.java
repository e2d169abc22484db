package org.onenet.services.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is hidden can be computed by nobody who adds and subtracts what is shown. */
final class SuppressionTest {
  private static final double NOTHING = 1e-9;

  @Test
  void what_is_large_enough_is_shown_and_so_are_zeros() {
    long[][] table = withSums(new long[][] {{0, 7, 5}, {12, 0, 9}});
    for (boolean[] row : Suppression.of(table)) {
      assertArrayEquals(new boolean[row.length], row);
    }
  }

  @Test
  void one_small_number_takes_others_along_so_that_it_is_no_difference() {
    long[][] table = withSums(new long[][] {{40, 3}, {30, 20}});
    boolean[][] hidden = Suppression.of(table);
    assertTrue(hidden[0][1], "the small one");
    int all = 0;
    for (boolean[] row : hidden) {
      for (boolean cell : row) all += cell ? 1 : 0;
    }
    assertTrue(all >= 4, "a way around it: " + Arrays.deepToString(hidden));
    assertFalse(hidden[2][2] && all == 9, "not everything is hidden");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void no_hidden_cell_follows_from_the_sums(long[][] table) {
    boolean[][] hidden = Suppression.of(table);
    for (int row = 0; row < table.length; row++) {
      for (int column = 0; column < table[0].length; column++) {
        if (Suppression.isSmall(table[row][column])) {
          assertTrue(hidden[row][column], "shown: " + row + ", " + column);
        }
        if (hidden[row][column] && anythingShown(hidden)) {
          assertFalse(follows(hidden, row, column), "computable: " + row + ", " + column);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void what_is_hidden_in_a_line_is_no_small_number_together(long[][] table) {
    boolean[][] hidden = Suppression.of(table);
    int last = table.length - 1;
    int end = table[0].length - 1;
    for (int row = 0; row <= last; row++) {
      if (hidden[row][end]) continue;
      long sum = 0;
      for (int column = 0; column < end; column++) {
        if (hidden[row][column]) sum += table[row][column];
      }
      assertFalse(Suppression.isSmall(sum), "row " + row + " tells " + sum);
    }
    for (int column = 0; column <= end; column++) {
      if (hidden[last][column]) continue;
      long sum = 0;
      for (int row = 0; row < last; row++) {
        if (hidden[row][column]) sum += table[row][column];
      }
      assertFalse(Suppression.isSmall(sum), "column " + column + " tells " + sum);
    }
  }

  /** In its first month, with two services that few have asked for and two that nobody has. */
  @Test
  void a_young_city_hides_what_tells_of_few_and_not_what_nobody_did() {
    long[][] table = withSums(new long[][] {{0, 0, 9}, {0, 0, 2}, {0, 0, 1}, {0, 0, 0}, {0, 0, 0}});
    boolean[][] hidden = Suppression.of(table);
    boolean[] few = {false, false, true, true};
    boolean[] shown = {false, false, false, false};
    assertArrayEquals(few, hidden[0], "nine, or the two and the one are a difference");
    assertArrayEquals(few, hidden[1]);
    assertArrayEquals(few, hidden[2]);
    assertArrayEquals(shown, hidden[3]);
    assertArrayEquals(shown, hidden[4]);
    assertArrayEquals(shown, hidden[5], "the city");
  }

  static Stream<long[][]> tables() {
    Random random = new Random(8);
    return Stream.generate(
            () -> {
              long[][] cells = new long[2 + random.nextInt(5)][2 + random.nextInt(11)];
              int most = 4 + random.nextInt(60);
              for (long[] row : cells) {
                Arrays.setAll(row, i -> random.nextInt(3) == 0 ? 0 : random.nextInt(most));
              }
              return withSums(cells);
            })
        .limit(300);
  }

  /** The same check on a table where only the small number is hidden, so that it can fail. */
  @Test
  void the_check_knows_what_follows() {
    boolean[][] alone = new boolean[3][3];
    alone[0][1] = true;
    assertTrue(follows(alone, 0, 1));
    alone[0][0] = true;
    alone[1][1] = true;
    assertTrue(follows(alone, 0, 1), "around two corners");
    alone[1][0] = true;
    assertFalse(follows(alone, 0, 1));
  }

  private static boolean anythingShown(boolean[][] hidden) {
    for (boolean[] row : hidden) {
      for (boolean cell : row) {
        if (!cell) return true;
      }
    }
    return false;
  }

  /**
   * Whether a reader's equations settle the cell: the equation "this cell alone" is a combination
   * of the equations of rows and columns over what is hidden. By Gauss, as a reader would.
   */
  private static boolean follows(boolean[][] hidden, int row, int column) {
    List<int[]> unknown = new ArrayList<>();
    for (int r = 0; r < hidden.length; r++) {
      for (int c = 0; c < hidden[0].length; c++) {
        if (hidden[r][c]) unknown.add(new int[] {r, c});
      }
    }
    List<double[]> equations = new ArrayList<>();
    for (int line = 0; line < hidden.length + hidden[0].length; line++) {
      int at = line;
      equations.add(
          unknown.stream()
              .mapToDouble(
                  cell ->
                      (at < hidden.length ? cell[0] == at : cell[1] == at - hidden.length)
                          ? isSum(hidden, at, cell) ? -1 : 1
                          : 0)
              .toArray());
    }
    int before = rank(equations);
    equations.add(
        unknown.stream()
            .mapToDouble(cell -> cell[0] == row && cell[1] == column ? 1 : 0)
            .toArray());
    return rank(equations) == before;
  }

  private static boolean isSum(boolean[][] hidden, int line, int[] cell) {
    return line < hidden.length ? cell[1] == hidden[0].length - 1 : cell[0] == hidden.length - 1;
  }

  private static int rank(List<double[]> equations) {
    List<double[]> rows = new ArrayList<>();
    equations.forEach(equation -> rows.add(equation.clone()));
    int rank = 0;
    int width = rows.getFirst().length;
    for (int column = 0; column < width && rank < rows.size(); column++) {
      int pivot = rank;
      for (int r = rank; r < rows.size(); r++) {
        if (Math.abs(rows.get(r)[column]) > Math.abs(rows.get(pivot)[column])) pivot = r;
      }
      if (Math.abs(rows.get(pivot)[column]) < NOTHING) continue;
      double[] chosen = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, chosen);
      for (int r = rank + 1; r < rows.size(); r++) {
        double factor = rows.get(r)[column] / chosen[column];
        for (int c = column; c < width; c++) rows.get(r)[c] -= factor * chosen[c];
      }
      rank++;
    }
    return rank;
  }

  private static long[][] withSums(long[][] cells) {
    long[][] table = new long[cells.length + 1][cells[0].length + 1];
    for (int row = 0; row < cells.length; row++) {
      for (int column = 0; column < cells[0].length; column++) {
        table[row][column] = cells[row][column];
        table[row][cells[0].length] += cells[row][column];
        table[cells.length][column] += cells[row][column];
        table[cells.length][cells[0].length] += cells[row][column];
      }
    }
    return table;
  }
}
