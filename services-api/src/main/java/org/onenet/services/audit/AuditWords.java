package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Registers;
import tools.jackson.core.type.TypeReference;

/**
 * The log's codes in plain words ({@code audit-words.json}: acts, things, purposes, items,
 * machines). A code without words is shown as it is, in quotation marks: nothing is made up.
 */
@Singleton
public class AuditWords {
  private record Words(
      Map<String, Text> acts,
      Map<String, Text> things,
      Map<String, Text> purposes,
      Map<String, Text> items,
      Map<String, Text> machines) {}

  /**
   * An entry told.
   *
   * @param who the person's name, or what the machine does
   * @param where the department's name, or the organisation's id; null for the city
   * @param what the act and the thing
   */
  public record Told(Text who, Text where, boolean automatic, Text what, Text purpose) {}

  private final Words words;
  private final Registers registers;

  @Inject
  public AuditWords(Registers registers) {
    this.registers = registers;
    try (InputStream in = AuditWords.class.getResourceAsStream("/audit-words.json")) {
      words =
          JsonText.read(
              new String(in.readAllBytes(), StandardCharsets.UTF_8), new TypeReference<Words>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("audit-words.json cannot be read", e);
    }
  }

  /**
   * @param reason its reason, opened
   */
  public Told tell(AuditEntry entry, Optional<String> reason) {
    boolean automatic = entry.account().equals(Actor.MACHINE);
    return new Told(
        automatic ? said(words.machines(), entry.accountName()) : who(entry),
        entry.organisation().map(AuditWords::organisation).orElse(null),
        automatic,
        new Text("%s: %s", "%s：%s").with(act(entry, reason), said(words.things(), entry.what())),
        said(words.purposes(), entry.purpose()));
  }

  /** A citizen is in the log without a name. */
  private static Text who(AuditEntry entry) {
    return entry.accountName().isEmpty()
        ? new Text("A citizen (account %s)", "市民（账号 %s）")
            .with(Text.same(entry.account().substring(0, Math.min(8, entry.account().length()))))
        : Text.same(entry.accountName());
  }

  /** Of a disclosure to whom: the first word of its reason is the department that asked. */
  private Text act(AuditEntry entry, Optional<String> reason) {
    Text act = said(words.acts(), entry.act());
    return entry.act().equals("disclose") && reason.isPresent()
        ? act.with(organisation(reason.get().split(" ")[0]))
        : act;
  }

  /** The name of an item, such as {@code population-identity.fullName}. */
  public Text item(String name) {
    int dot = name.indexOf('.');
    if (words.items().containsKey(name) || dot < 1) return said(words.items(), name);
    return registers
        .evidenceType(name.substring(0, dot))
        .flatMap(type -> type.field(name.substring(dot + 1)))
        .map(DataField::label)
        .orElseGet(() -> said(words.items(), name));
  }

  private static Text organisation(String id) {
    return Department.of(id).map(Department::name).orElseGet(() -> Text.same(id));
  }

  private static Text said(Map<String, Text> known, String code) {
    Text text = known.get(code);
    return text != null ? text : new Text("“" + code + "”", "“" + code + "”");
  }
}
