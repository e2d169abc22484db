package org.onenet.services.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * One public service as its authority describes it; names from CPSV-AP 3.2. The JSON Schema {@code
 * service-definition-1.json} says what each member means.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceDefinition(
    String identifier,
    int version,
    Text name,
    Text description,
    Map<String, List<String>> keyword,
    String hasCompetentAuthority,
    List<String> isGroupedBy,
    Text whoMayApply,
    ProcessingTime processingTime,
    boolean decidedAtOnce,
    Cost hasCost,
    int trips,
    List<Requirement> holdsRequirement,
    Form form,
    List<Step> steps,
    Output output,
    Retention retention) {
  private static final String ANSWERS = "answers.";

  /** What must be shown, and what can show it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Requirement(String identifier, Text name, List<Evidence> evidence) {}

  /**
   * What can show a requirement.
   *
   * @param provider applicant or wallet; null for the register that holds the evidence type
   * @param law under which what the rules look at is asked for without consent; null: only by it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Evidence(String evidenceType, Text name, String provider, Text law) {
    public boolean isFromRegister() {
      return provider == null;
    }
  }

  public record ProcessingTime(int workingDays, int typicalWorkingDays) {}

  public record Cost(double value, String currency) {}

  public record Form(List<Page> pages) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Page(
      String id, Text title, Text intro, JsonNode condition, List<Section> sections) {
    public Stream<Field> fields() {
      return sections.stream().flatMap(section -> section.fields().stream());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Section(String id, Text title, List<Field> fields) {}

  /**
   * One question of the form.
   *
   * @param proves the requirement that its documents are to prove; null for none
   * @param sensitivity how much care its answer takes; where the document is silent, a citizen
   *     number is sensitive and all else personal
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Field(
      String id,
      String type,
      Text label,
      Text help,
      boolean required,
      JsonNode condition,
      String prefillFrom,
      String presentFrom,
      List<Option> options,
      JsonNode validation,
      List<String> accept,
      Integer maxFiles,
      String proves,
      Sensitivity sensitivity) {
    public Field {
      if (sensitivity == null) {
        sensitivity = isCitizenNumber(type) ? Sensitivity.SENSITIVE : Sensitivity.PERSONAL;
      }
    }

    private static boolean isCitizenNumber(String type) {
      return type.equals("citizen-number");
    }

    public boolean isCitizenNumber() {
      return isCitizenNumber(type);
    }

    public boolean isSensitive() {
      return sensitivity == Sensitivity.SENSITIVE;
    }

    public List<Option> choices() {
      return options == null ? List.of() : options;
    }

    public Optional<String> prefill() {
      return Optional.ofNullable(prefillFrom);
    }

    /** The claim of a certificate that may fill it: {@code ResidenceCertificate.address}. */
    public Optional<String> presentable() {
      return Optional.ofNullable(presentFrom);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Option(String value, Text label) {}

  /**
   * One step of a case.
   *
   * @param type automatic-checks, review or issue
   * @param rules of automatic-checks: documents with id, rule, name and the rule's own parameters
   * @param whenAllHold of automatic-checks: grant or continue
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Step(
      String id,
      String type,
      Text name,
      List<JsonNode> rules,
      String whenAllHold,
      String otherwise) {
    @JsonProperty("rules")
    public List<JsonNode> rules() {
      return rules == null ? List.of() : rules;
    }
  }

  /**
   * What a granted application gives.
   *
   * @param fourEyes whether its revocation takes a second person; null for no
   * @param registration how its digests come into the registry: {@code digests}, each by itself, or
   *     {@code root}, in batches by their Merkle roots; null for the first
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Output(
      String credentialType,
      Text name,
      Integer validityMonths,
      Boolean fourEyes,
      String registration,
      List<Claim> claims) {
    public boolean needsFourEyes() {
      return Boolean.TRUE.equals(fourEyes);
    }

    public boolean isRegisteredByRoot() {
      return "root".equals(registration);
    }
  }

  /**
   * One claim of the certificate.
   *
   * @param disclosable whether its holder may keep it back in a wallet; null for yes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Claim(String name, Text label, String from, String type, Boolean disclosable) {
    public boolean isDisclosable() {
      return !Boolean.FALSE.equals(disclosable);
    }

    /** The field whose answer it repeats. */
    public Optional<String> field() {
      return from.startsWith(ANSWERS)
          ? Optional.of(from.substring(ANSWERS.length()))
          : Optional.empty();
    }
  }

  /** How long what a person told is kept; the city's rule where the definition is silent. */
  public Retention kept() {
    return retention == null ? Retention.DEFAULT : retention;
  }

  public Stream<Evidence> evidence() {
    return holdsRequirement.stream().flatMap(requirement -> requirement.evidence().stream());
  }

  /** What the rules of its steps look at in registers: {@code population-status.state}. */
  public List<String> ruleItems() {
    return steps.stream()
        .flatMap(step -> step.rules().stream())
        .flatMap(rule -> item(rule).stream())
        .distinct()
        .toList();
  }

  /** What a rule looks at in a register: {@code item}, or {@code with} of a register-match. */
  public static Optional<String> item(JsonNode rule) {
    return Stream.of(rule.path("item"), rule.path("with"))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst();
  }

  /** The rule of that id. */
  public Optional<JsonNode> rule(String id) {
    return steps.stream()
        .flatMap(step -> step.rules().stream())
        .filter(rule -> rule.get("id").asString().equals(id))
        .findFirst();
  }

  public Stream<Field> fields() {
    return form.pages().stream().flatMap(Page::fields);
  }

  public Optional<Field> field(String id) {
    return fields().filter(field -> field.id().equals(id)).findFirst();
  }
}
