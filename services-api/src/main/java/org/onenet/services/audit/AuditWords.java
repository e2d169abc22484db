package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
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

  /** {@code residence-certificate/1/ethnicity}. */
  private static final Pattern FORM_FIELD = Pattern.compile("([^/]+)/([0-9]{1,6})/([^/]+)");

  private final Words words;
  private final Registers registers;
  private final Catalogue catalogue;

  @Inject
  public AuditWords(Registers registers, Catalogue catalogue) {
    this.registers = registers;
    this.catalogue = catalogue;
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
        new Text("%s: %s", "%s：%s").with(act(entry, reason), thing(entry)),
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

  /** Of one field that was hidden: its name. */
  private Text thing(AuditEntry entry) {
    Text thing = said(words.things(), entry.what());
    return isNamed(entry) ? thing.with(item(entry.items().getFirst())) : thing;
  }

  /** Whether what is told of the entry names its item already. */
  static boolean isNamed(AuditEntry entry) {
    return entry.what().equals("field") && entry.items().size() == 1;
  }

  /**
   * The name of an item: of a register, such as {@code population-identity.fullName}, or of a form,
   * such as {@code residence-certificate/1/ethnicity}.
   */
  public Text item(String name) {
    if (words.items().containsKey(name)) return said(words.items(), name);
    return registers
        .item(name)
        .map(DataField::label)
        .or(() -> asked(name))
        .orElseGet(() -> said(words.items(), name));
  }

  private Optional<Text> asked(String name) {
    Matcher field = FORM_FIELD.matcher(name);
    if (!field.matches()) return Optional.empty();
    return catalogue
        .version(field.group(1), Integer.parseInt(field.group(2)))
        .flatMap(definition -> definition.field(field.group(3)))
        .map(ServiceDefinition.Field::label);
  }

  private static Text organisation(String id) {
    return Department.of(id).map(Department::name).orElseGet(() -> Text.same(id));
  }

  private static Text said(Map<String, Text> known, String code) {
    Text text = known.get(code);
    return text != null ? text : new Text("“" + code + "”", "“" + code + "”");
  }
}
