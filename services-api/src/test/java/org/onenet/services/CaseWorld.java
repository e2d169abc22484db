package org.onenet.services;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.contracts.DepartmentAccounts;
import org.onenet.credentials.IssuerKeys;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.PrefillDraft;
import org.onenet.services.applications.store.PostgresApplications;
import org.onenet.services.cases.AdvanceCase;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.StepListener;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.cases.Workflow;
import org.onenet.services.cases.store.PostgresCases;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.FetchEvidence;
import org.onenet.services.evidence.Person;
import org.onenet.services.evidence.PopulationGenerator;
import org.onenet.services.evidence.PopulationRegister;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.evidence.TradeNameCheck;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.evidence.store.PostgresPopulationRegister;
import org.onenet.services.evidence.store.PostgresTradeNames;
import org.onenet.services.forms.CheckAnswers;
import org.onenet.services.forms.ValueChecks;
import org.onenet.services.issuance.AnswerRevocation;
import org.onenet.services.issuance.ChainActs;
import org.onenet.services.issuance.ChainDesk;
import org.onenet.services.issuance.ChangeStatus;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.ReceiptDesk;
import org.onenet.services.issuance.RegisterOnChain;
import org.onenet.services.issuance.SigningDesk;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.issuance.store.PostgresBatches;
import org.onenet.services.issuance.store.PostgresChainActs;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.issuance.store.PostgresKeptCredentials;
import org.onenet.services.issuance.store.PostgresPublishedLists;
import org.onenet.services.issuance.store.PostgresStatusActs;
import org.onenet.services.issuance.store.PostgresStatusPlaces;
import org.onenet.services.platform.Background;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;
import tools.jackson.databind.JsonNode;

/**
 * Everything from a draft to its certificate without a server, wired as the container wires it: a
 * real PostgreSQL, the shipped definitions, the demonstration's population register. What outlives
 * a node is here; what dies with one is {@link Node}.
 */
public final class CaseWorld implements AutoCloseable {
  public static final URI PUBLIC_URL = URI.create("http://localhost:8081");
  public static final String PASSWORD = "secret";
  public static final int LIST_SIZE = 131_072;
  public static final String SENIOR_CARD = "senior-citizen-card";
  public static final String RESIDENCE = "residence-certificate";
  public static final String TRADER = "sole-trader-licence";

  /** As many as the register holds, and the same: the same seed makes the same people. */
  public static final List<Person> PEOPLE = new PopulationGenerator(20261123).people(400);

  private static final Map<String, Object> TYPED =
      Map.ofEntries(
          Map.entry("delivery", "digital"),
          Map.entry("declaration", true),
          Map.entry("phone", "13800138000"),
          Map.entry("landlordName", "李明"),
          Map.entry("hostName", "李明"),
          Map.entry("hostRelation", "friend"),
          Map.entry("reason", "home"),
          Map.entry("premisesAddress", "兰亭路1号"),
          Map.entry("premisesArea", 20),
          Map.entry("premisesAs", "owner"),
          Map.entry("scope", List.of("books")),
          Map.entry("capital", 10_000),
          Map.entry("employees", 1));

  public final Catalogue catalogue = new LoadedCatalogue(Optional.empty());
  public final Clock clock;
  public final Path folder;
  private final String jdbcUrl;
  private final PostgresPopulationRegister register;
  private final IssuerKeys keys;

  /**
   * @param folder where keys lie; two worlds on the same database share it
   */
  public CaseWorld(String jdbcUrl, Path folder, Clock clock) {
    this.jdbcUrl = jdbcUrl;
    this.folder = folder;
    this.clock = clock;
    this.register = new PostgresPopulationRegister(jdbcUrl, "postgres", "", true);
    this.keys = IssuerKeys.open(folder.resolve("keys.jwe"), PASSWORD.toCharArray(), clock);
  }

  public DepartmentAccounts accounts() {
    return DepartmentAccounts.open(folder.resolve("departments"), PASSWORD);
  }

  /** A process of its own: its pool and its objects; nothing in it is known to another. */
  public Node start(StepListener listener) {
    return new Node(listener);
  }

  @Override
  public void close() {
    register.close();
  }

  /** The account of somebody in the register. */
  public static Caller citizen(Person person) {
    return new Caller(
        "citizen-" + person.citizenNumber(),
        person.citizenNumber(),
        person.fullName(),
        EnumSet.of(Role.CITIZEN),
        Optional.empty(),
        Optional.empty(),
        Optional.of(person.citizenNumber()));
  }

  public static Caller staff(String subject, Role role, String department) {
    return new Caller(
        subject,
        subject,
        subject,
        EnumSet.of(role),
        Optional.of(department),
        Optional.empty(),
        Optional.empty());
  }

  /** What one node holds in memory. */
  public final class Node implements AutoCloseable {
    /** A process that is killed in many transactions at once has a connection for each. */
    public final Database database = new Database(jdbcUrl, "postgres", "", 20);

    public final Applications applications = new PostgresApplications(database);
    public final Cases cases = new PostgresCases(database, clock);
    public final KeptCredentials kept = new PostgresKeptCredentials(database);
    public final IssuerDesk issuers;
    public final StatusListDesk lists;
    public final ChangeStatus changeStatus;
    public final AnswerRevocation answerRevocation;
    public final SubmitApplication submit;
    public final AdvanceCase advance;
    public final DecideCase decide;
    public final Workflow workflow;
    private final Background background = new Background();

    private Node(StepListener listener) {
      PostgresTradeNames tradeNames = new PostgresTradeNames(database);
      PostgresCredentials credentials = new PostgresCredentials(database, LIST_SIZE, clock);
      issuers = new IssuerDesk(PUBLIC_URL, keys);
      PostgresStatusPlaces places = new PostgresStatusPlaces(database);
      lists = new StatusListDesk(issuers, places, new PostgresPublishedLists(database), clock);
      PostgresStatusActs acts = new PostgresStatusActs(database);
      changeStatus =
          new ChangeStatus(
              acts, places, new PostgresChainActs(database), catalogue, database, clock);
      answerRevocation = new AnswerRevocation(acts, changeStatus, database, clock);
      submit =
          new SubmitApplication(
              applications,
              cases,
              catalogue,
              new CheckAnswers(clock, asked(tradeNames, listener)),
              tradeNames,
              new WorkingDays(),
              database,
              listener,
              clock);
      advance =
          new AdvanceCase(
              cases,
              catalogue,
              new RunChecks(asked(listener), tradeNames, clock),
              new SigningDesk(credentials, issuers, clock),
              database,
              listener,
              clock);
      decide = new DecideCase(cases, tradeNames, database, listener, clock);
      workflow = new Workflow(cases, advance, database, background);
    }

    /** Submits as {@code SubmissionResource} does. */
    public SubmitApplication.Result submit(UUID application, long version) {
      Draft draft = applications.find(application).orElseThrow();
      SubmitApplication.Result result = submit.submit(draft, version);
      if (result instanceof SubmitApplication.Result.Accepted accepted && accepted.first()) {
        advance.advance(accepted.file().facts().reference());
      }
      return result;
    }

    /** A draft that is filled in: registers asked, the rest typed, documents uploaded. */
    public UUID draft(Person person, String service, Map<String, Object> more) {
      ServiceDefinition definition = catalogue.current(service).orElseThrow();
      Caller citizen = citizen(person);
      UUID id = Ids.next(clock);
      applications.open(
          new Draft(
              id,
              citizen.subject(),
              citizen.name(),
              citizen.citizenNumber(),
              service,
              definition.version(),
              Map.of(),
              Map.of(),
              Optional.empty(),
              Map.of(),
              Draft.Consent.NONE,
              Optional.empty(),
              1,
              clock.instant(),
              false));
      new PrefillDraft(applications, new FetchEvidence(register), database, clock)
          .prefill(applications.find(id).orElseThrow(), definition, true);
      Draft prefilled = applications.find(id).orElseThrow();
      applications.save(
          id,
          prefilled.version(),
          answers(definition, prefilled, more),
          Optional.empty(),
          clock.instant());
      definition
          .fields()
          .filter(field -> field.type().equals("file") && field.required())
          .forEach(field -> upload(id, field.id()));
      return id;
    }

    private void upload(UUID application, String field) {
      byte[] content = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
      applications.add(
          application,
          new Document(
              Ids.next(clock),
              field,
              "proof.pdf",
              "application/pdf",
              content.length,
              "0".repeat(64)),
          content);
    }

    /** This node's worker; what is mined counts as final. */
    public RegisterOnChain registration(ChainActs acts, String rpcUrl, String contract) {
      ChainDesk desk = new ChainDesk(rpcUrl, contract, accounts(), catalogue);
      FindReceipts receipts = new ReceiptDesk(new PostgresBatches(database), desk, clock);
      return new RegisterOnChain(acts, desk, issuers, desk.registry(), receipts, clock, 0);
    }

    @Override
    public void close() {
      background.close();
      database.close();
    }
  }

  /** The register, with a boundary before it answers: a step may be caught in its middle there. */
  private PopulationRegister asked(StepListener listener) {
    return citizenNumber -> {
      listener.at(citizenNumber, "checks", "asking");
      return register.person(citizenNumber);
    };
  }

  /** The same around the check of a trade name, when a submit has read the draft. */
  private static ValueChecks asked(TradeNames tradeNames, StepListener listener) {
    return (name, value, application) -> {
      listener.at(application, "submit", "asking");
      Optional<Text> wrong = new TradeNameCheck(tradeNames).check(name, value, application);
      listener.at(application, "submit", "answered");
      return wrong;
    };
  }

  private Map<String, JsonNode> answers(
      ServiceDefinition definition, Draft draft, Map<String, Object> more) {
    Map<String, Object> typed = new LinkedHashMap<>(TYPED);
    String nextYear = LocalDate.ofInstant(clock.instant(), Clocks.CITY).plusYears(1).toString();
    typed.put("leaseUntil", nextYear);
    typed.put("startDate", nextYear);
    typed.putAll(more);
    typed.keySet().removeIf(field -> definition.field(field).isEmpty());
    Map<String, JsonNode> answers = JsonText.members(JsonText.of(typed));
    answers.putAll(draft.answers());
    return answers;
  }
}
