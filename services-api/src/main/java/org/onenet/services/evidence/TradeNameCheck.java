package org.onenet.services.evidence;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.onenet.services.forms.ValueChecks;
import org.onenet.services.platform.Text;

/** The form's {@code "check": "trade-name-free"}. */
@Singleton
public class TradeNameCheck implements ValueChecks {
  private final TradeNames names;

  @Inject
  public TradeNameCheck(TradeNames names) {
    this.names = names;
  }

  @Override
  public Optional<Text> check(String name, String value, String application) {
    if (!name.equals("trade-name-free") || names.isFree(value, application))
      return Optional.empty();
    return Optional.of(
        new Text("Another trader already uses this name. Choose another.", "该名称已被使用，请更换名称。"));
  }
}
