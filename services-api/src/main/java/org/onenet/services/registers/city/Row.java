package org.onenet.services.registers.city;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** One row; values in the order of the table's columns, null where there is none. */
public record Row(CityTable table, List<String> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
    if (values.size() != table.columns().size()) {
      throw new IllegalArgumentException(table + " has not " + values.size() + " columns");
    }
  }

  static Row of(CityTable table, Object... values) {
    List<String> texts = new ArrayList<>(values.length);
    for (Object value : values) texts.add(Objects.toString(value, null));
    return new Row(table, texts);
  }

  public String get(String column) {
    return values.get(table.indexOf(column));
  }

  Row with(String column, String value) {
    List<String> changed = new ArrayList<>(values);
    changed.set(table.indexOf(column), value);
    return new Row(table, changed);
  }

  String key() {
    return get(table.key());
  }
}
