package org.onenet.services;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onenet.contracts.DepartmentAccounts;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.MasterKey;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.DiscardDraft;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.FillFromEvidence;
import org.onenet.services.applications.PrefillDraft;
import org.onenet.services.applications.store.PostgresApplications;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.store.PostgresAuditLog;
import org.onenet.services.cases.AdvanceCase;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.CheckAgain;
import org.onenet.services.cases.DecideCase;
import org.onenet.services.cases.EndNotice;
import org.onenet.services.cases.Notices;
import org.onenet.services.cases.StepListener;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.cases.TakeEvidence;
import org.onenet.services.cases.Workflow;
import org.onenet.services.cases.store.PostgresCases;
import org.onenet.services.cases.store.PostgresNotices;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.Consents;
import org.onenet.services.consent.GiveConsent;
import org.onenet.services.consent.store.PostgresConsents;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.evidence.TradeNameCheck;
import org.onenet.services.evidence.TradeNames;
import org.onenet.services.evidence.store.PostgresTradeNames;
import org.onenet.services.exchange.AccessRights;
import org.onenet.services.exchange.AnswerRequest;
import org.onenet.services.exchange.AskRegisters;
import org.onenet.services.exchange.EvidenceArrived;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.exchange.Parties;
import org.onenet.services.exchange.ProviderUnavailable;
import org.onenet.services.exchange.Providers;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.exchange.store.PostgresAccessRights;
import org.onenet.services.exchange.store.PostgresAnsweredRequests;
import org.onenet.services.exchange.store.PostgresExchanges;
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
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.registers.GivenSettings;
import org.onenet.services.registers.ReadRegister;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;
import org.onenet.services.registers.RegistersDatabase;
import org.onenet.services.registers.city.CityTable;
import org.onenet.services.registers.city.Flaw;
import org.onenet.services.registers.city.GeneratedCity;
import org.onenet.services.registers.city.Neighbourhood;
import org.onenet.services.registers.store.PostgresDemoCity;
import org.onenet.services.registers.store.ReadFromSource;
import org.onenet.services.registers.store.Sources;
import tools.jackson.databind.JsonNode;

/**
 * Everything from a draft to its certificate without a server, wired as the container wires it: a
 * real PostgreSQL, the shipped definitions, registers with a made-up city, asked by signed
 * messages. What outlives a node is here; what dies with one is {@link Node}.
 */
public final class CaseWorld implements AutoCloseable {
  public static final URI PUBLIC_URL = URI.create("http://localhost:8081");
  public static final String PASSWORD = "secret";
  public static final int LIST_SIZE = 131_072;
  public static final String SENIOR_CARD = "senior-citizen-card";
  public static final String RESIDENCE = "residence-certificate";
  public static final String TRADER = "sole-trader-licence";

  private static final int CITY = 400;

  /** Who is in the registers with nothing wrong: the same seed makes the same people. */
  public static final List<Resident> PEOPLE = people();

  /** Somebody whom the population register knows. */
  public record Resident(
      String citizenNumber,
      String fullName,
      String fullNameLatin,
      LocalDate birthDate,
      String state) {}

  private static List<Resident> people() {
    GeneratedCity city = new GeneratedCity(GeneratedCity.SEED, CITY);
    Neighbourhood generated = city.neighbourhood(1);
    Set<String> wrong =
        generated.flaws().stream()
            .filter(flaw -> flaw.table() == CityTable.PERSON)
            .map(Flaw::key)
            .collect(Collectors.toSet());
    return Stream.concat(
            city.neighbourhood(0).rows().stream(),
            generated.rows().stream().filter(row -> !wrong.contains(row.values().getFirst())))
        .filter(row -> row.table() == CityTable.PERSON)
        .map(
            row ->
                new Resident(
                    row.get("citizen_number"),
                    row.get("full_name"),
                    row.get("full_name_latin"),
                    LocalDate.parse(row.get("birth_date")),
                    row.get("state")))
        .toList();
  }

  /** Left to the checks, so that a case's own step asks too. */
  private static final String ASKED_BY_LAW = "population-status";

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
          Map.entry("employees", 1),
          Map.entry("plate", "浙A12345"));

  public final Catalogue catalogue = new LoadedCatalogue(Optional.empty());
  public final Clock clock;
  public final Path folder;
  private final String jdbcUrl;
  private final Map<String, String> own;
  public final Registers registers = new Registers(Optional.empty());
  private final Sources sources;
  private final ReadRegister register;
  private final IssuerKeys keys;
  public final MasterKey master;

  /**
   * @param folder where keys lie; two worlds on the same database share it
   */
  public CaseWorld(String jdbcUrl, Path folder, Clock clock) {
    this(jdbcUrl, folder, clock, Map.of("onenet.public-url", PUBLIC_URL.toString()));
  }

  /**
   * @param own settings beside those of the registers: where the world is, and who is elsewhere
   */
  public CaseWorld(String jdbcUrl, Path folder, Clock clock, Map<String, String> own) {
    this.own = Map.copyOf(own);
    this.jdbcUrl = jdbcUrl;
    this.folder = folder;
    this.clock = clock;
    prepare();
    Settings settings = GivenSettings.of(settings());
    this.sources = new Sources(settings);
    this.register = new ReadFromSource(sources, new PostgresDemoCity(registers, sources, settings));
    this.keys = IssuerKeys.open(folder.resolve("keys.jwe"), PASSWORD.toCharArray(), clock);
    this.master = MasterKey.open(folder.resolve("master.jwe"), PASSWORD.toCharArray());
  }

  private static String role(Register one) {
    return RegistersDatabase.roleOf(one);
  }

  /** A role and a schema for each register, as the stack makes them; worlds may come at once. */
  private void prepare() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(7)");
      for (Register one : registers.all()) {
        statement.execute(
            "DO $$ BEGIN CREATE ROLE %s LOGIN; EXCEPTION WHEN duplicate_object THEN END $$"
                .formatted(role(one)));
        statement.execute(
            "CREATE SCHEMA IF NOT EXISTS %1$s AUTHORIZATION %1$s".formatted(role(one)));
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the registers' roles cannot be made", e);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> values = new HashMap<>(own);
    for (Register one : registers.all()) {
      String prefix = "onenet.registers." + one.identifier() + ".jdbc.";
      values.put(prefix + "url", jdbcUrl.replaceAll("\\?.*", ""));
      values.put(prefix + "user", role(one));
    }
    values.put("onenet.demo", "true");
    values.put("onenet.demo.people", String.valueOf(CITY));
    return values;
  }

  /** Puts everybody into the registers; without it only the demonstration's own are there. */
  public CaseWorld populated() {
    PostgresDemoCity city = new PostgresDemoCity(registers, sources, GivenSettings.of(settings()));
    while (city.grow()) {
      // the next neighbourhood
    }
    return this;
  }

  /** A new key for a department as a party of the exchange. */
  public void rotatePartyKey(String department) {
    keys.rotate("exchange." + department);
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
    sources.close();
  }

  /** The account of somebody in the register. */
  public static Caller citizen(Resident person) {
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

    public final Vault vault = new Vault(database, master, clock);

    public final Applications applications = new PostgresApplications(database, vault);
    public final Cases cases = new PostgresCases(database, vault, clock);
    public final Notices notices = new PostgresNotices(database, vault);
    public final KeptCredentials kept = new PostgresKeptCredentials(database, vault);
    public final IssuerDesk issuers;
    public final StatusListDesk lists;
    public final ChangeStatus changeStatus;
    public final AnswerRevocation answerRevocation;
    public final SubmitApplication submit;
    public final AdvanceCase advance;
    public final DecideCase decide;
    public final Workflow workflow;
    public final PrefillDraft prefill;
    public final DiscardDraft discard;
    public final Exchanges exchanges = new PostgresExchanges(database, vault);
    public final Consents consents = new PostgresConsents(database);
    public final AuditLog auditLog = new PostgresAuditLog(database, vault, clock);
    public final AccessRights rights =
        new PostgresAccessRights(database, registers, Optional.empty());
    public final Parties parties;
    public final AnswerRequest answering;

    /** Asks as the checks of a case do. */
    public final AskRegisters asking;

    /** How requests go to registers; a test may put its own in place. */
    public volatile Providers providers;

    /** Threads for errands, where a test wants them. */
    public volatile Optional<Background> threads = Optional.empty();

    /** Errands are run by whoever has them, so that a crash is where a story wants it. */
    private final Background background =
        new Background() {
          @Override
          public Optional<CompletableFuture<Void>> now(String name, String lane, Runnable work) {
            if (threads.isPresent()) return threads.get().now(name, lane, work);
            work.run();
            return Optional.of(CompletableFuture.completedFuture(null));
          }
        };

    private Node(StepListener listener) {
      PostgresTradeNames tradeNames = new PostgresTradeNames(database);
      PostgresCredentials credentials = new PostgresCredentials(database, vault, LIST_SIZE, clock);
      issuers = new IssuerDesk(URI.create(own.get("onenet.public-url")), keys);
      PostgresStatusPlaces places = new PostgresStatusPlaces(database);
      lists = new StatusListDesk(issuers, places, new PostgresPublishedLists(database), clock);
      PostgresStatusActs acts = new PostgresStatusActs(database);
      changeStatus =
          new ChangeStatus(
              acts, places, new PostgresChainActs(database), catalogue, database, clock);
      answerRevocation = new AnswerRevocation(acts, changeStatus, database, clock);
      WorkingDays workingDays = new WorkingDays();
      RunChecks runChecks = new RunChecks(registers, tradeNames, clock);
      CheckAgain checkAgain = new CheckAgain(cases, catalogue, exchanges, runChecks, clock);
      EndNotice endNotice = new EndNotice(notices, workingDays);
      submit =
          new SubmitApplication(
              applications,
              cases,
              catalogue,
              new CheckAnswers(clock, asked(tradeNames, listener)),
              tradeNames,
              endNotice,
              checkAgain,
              workingDays,
              database,
              listener,
              clock);
      ResolveEvidence resolve = new ResolveEvidence(catalogue, registers);
      EvidenceArrived arrived =
          new TakeEvidence(
              applications,
              new FillFromEvidence(applications, catalogue, registers, clock),
              cases,
              registers,
              checkAgain,
              clock);
      parties = new Parties(issuers, GivenSettings.of(settings()), clock);
      PostgresAuditLog readLog = new PostgresAuditLog(database, vault, clock);
      answering =
          new AnswerRequest(
              registers,
              register,
              rights,
              new PostgresAnsweredRequests(database),
              parties,
              issuers,
              readLog,
              clock);
      Function<StepListener, AskRegisters> askedBy =
          by ->
              new AskRegisters(
                  resolve,
                  exchanges,
                  consents,
                  parties,
                  (one, request) -> {
                    by.at(one.identifier(), "checks", "asking");
                    return providers.ask(one, request);
                  },
                  registers,
                  issuers,
                  readLog,
                  arrived,
                  database,
                  background,
                  clock);
      providers = (one, request) -> answered(answering, one, request);
      asking = askedBy.apply(listener);
      discard = new DiscardDraft(applications, exchanges, database);
      prefill =
          new PrefillDraft(
              applications,
              resolve,
              consents,
              new GiveConsent(
                  consents, issuers, registers, "http://localhost:8080", database, clock),
              askedBy.apply((reference, step, boundary) -> {}),
              exchanges,
              database,
              clock);
      advance =
          new AdvanceCase(
              cases,
              catalogue,
              asking,
              exchanges,
              runChecks,
              new SigningDesk(credentials, issuers, clock),
              database,
              listener,
              clock);
      decide =
          new DecideCase(
              cases,
              notices,
              endNotice,
              applications,
              tradeNames,
              exchanges,
              workingDays,
              database,
              listener,
              clock);
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

    /** An empty draft. */
    public UUID opened(Resident person, String service) {
      Caller citizen = citizen(person);
      UUID id = Ids.next(clock);
      applications.open(
          Draft.begun(
              id,
              citizen.subject(),
              citizen.name(),
              citizen.citizenNumber(),
              service,
              catalogue.current(service).orElseThrow().version(),
              Map.of(),
              Optional.empty(),
              clock.instant()));
      return id;
    }

    /** A draft that is filled in: registers asked, the rest typed, documents uploaded. */
    public UUID draft(Resident person, String service, Map<String, Object> more) {
      ServiceDefinition definition = catalogue.current(service).orElseThrow();
      UUID id = opened(person, service);
      Set<String> agreed =
          prefill.wanted(definition).stream()
              .map(need -> need.type().identifier())
              .filter(type -> !type.equals(ASKED_BY_LAW))
              .collect(Collectors.toSet());
      prefill.agree(applications.find(id).orElseThrow(), definition, agreed);
      Draft prefilled = applications.find(id).orElseThrow();
      applications.save(
          id,
          prefilled.version(),
          answers(definition, prefilled, person, more),
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
              "0".repeat(64),
              false),
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

  /** What a register of this node answers. */
  private static String answered(AnswerRequest answering, Register register, String request) {
    return switch (answering.answer(register.identifier(), request)) {
      case AnswerRequest.Result.Answered answer -> answer.compact();
      case AnswerRequest.Result other ->
          throw new ProviderUnavailable("answered-badly", other.toString(), null);
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
      ServiceDefinition definition, Draft draft, Resident person, Map<String, Object> more) {
    Map<String, Object> typed = new LinkedHashMap<>(TYPED);
    typed.put("fullName", person.fullName());
    typed.put("fullNameLatin", person.fullNameLatin());
    typed.put("birthDate", person.birthDate().toString());
    typed.put("citizenNumber", person.citizenNumber());
    String nextYear = LocalDate.ofInstant(clock.instant(), Clocks.CITY).plusYears(1).toString();
    typed.put("leaseUntil", nextYear);
    typed.put("startDate", nextYear);
    typed.putAll(more);
    typed.keySet().removeIf(field -> definition.field(field).isEmpty());
    Map<String, JsonNode> answers = JsonText.members(JsonText.of(typed));
    answers.putAll(draft.answers());
    answers.putAll(JsonText.members(JsonText.of(more)));
    answers.keySet().removeIf(field -> definition.field(field).isEmpty());
    return answers;
  }
}
