package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.BitstringStatusList;
import org.onenet.credentials.Digest;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.MasterKey;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.SteppedClock;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.issuance.PublishedLists.Published;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.issuance.StatusPlaces.States;
import org.onenet.services.issuance.store.PostgresChainActs;
import org.onenet.services.issuance.store.PostgresCredentials;
import org.onenet.services.issuance.store.PostgresKeptCredentials;
import org.onenet.services.issuance.store.PostgresPublishedLists;
import org.onenet.services.issuance.store.PostgresStatusActs;
import org.onenet.services.issuance.store.PostgresStatusPlaces;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** When a status list is signed anew, and when not, against a real PostgreSQL. */
final class SignedStatusListTest {
  private static final String DEPARTMENT = "civil-affairs";
  private static final Catalogue CATALOGUE = new LoadedCatalogue(Optional.empty());
  private static final ListId LIST = new ListId(DEPARTMENT, 1);
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration HALF_LIFE = StatusListDesk.LIFETIME.dividedBy(2);

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static Database database;
  private static Vault vault;
  private static PostgresStatusPlaces places;
  private static PostgresPublishedLists lists;
  private static int cases;

  private SteppedClock clock;
  private IssuerKeys keys;
  private IssuerDesk issuers;
  private StatusListDesk desk;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 4);
    places = new PostgresStatusPlaces(database);
    lists = new PostgresPublishedLists(database);
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void open() {
    clock = new SteppedClock(NOW);
    vault =
        new Vault(
            database, MasterKey.open(folder.resolve("master.jwe"), "secret".toCharArray()), clock);
    keys = IssuerKeys.open(folder.resolve("keys.jwe"), "secret".toCharArray(), clock);
    issuers = new IssuerDesk(URI.create("http://localhost:8081"), keys);
    desk = desk(places);
  }

  @Test
  void a_list_that_has_not_changed_is_the_same_bytes_under_the_same_tag() {
    issue();
    Published first = list(desk);
    clock.pass(HALF_LIFE.minusSeconds(1));
    assertEquals(first, list(desk));
    assertEquals(Digest.ofCompact(first.compact()).hex(), first.tag());
  }

  @Test
  void a_revocation_is_in_the_next_list_that_anyone_asks_for() {
    UUID id = issue();
    Published before = list(desk);
    assertFalse(bits(before).get(place(id)));
    revoke(id);
    Published after = list(desk);
    assertTrue(bits(after).get(place(id)));
    assertNotEquals(before.tag(), after.tag());
    assertEquals(after, list(desk));
  }

  @Test
  void a_new_certificate_changes_no_list() {
    issue();
    Published before = list(desk);
    issue();
    assertEquals(before, list(desk));
  }

  @Test
  void a_list_is_signed_anew_at_half_its_life_so_that_a_kept_copy_never_runs_out() {
    issue();
    Published first = list(desk);
    clock.pass(HALF_LIFE.minusSeconds(1));
    Instant keptUntil = clock.instant().plus(StatusListDesk.TTL);
    assertTrue(Instant.parse(said(first).get("validUntil").asString()).isAfter(keptUntil));
    clock.pass(Duration.ofSeconds(1));
    Published second = list(desk);
    assertNotEquals(first.tag(), second.tag());
    assertEquals(clock.instant().toString(), said(second).get("validFrom").asString());
    assertEquals(
        said(first).get("credentialSubject").get("encodedList"),
        said(second).get("credentialSubject").get("encodedList"));
  }

  @Test
  void who_has_read_before_a_revocation_does_not_bring_the_older_list_back() {
    UUID id = issue();
    Optional<States> readBefore = places.now(LIST);
    revoke(id);
    Published withRevocation = list(desk);
    assertTrue(bits(withRevocation).get(place(id)));
    StatusListDesk slow =
        desk(
            (StatusPlaces)
                Proxy.newProxyInstance(
                    StatusPlaces.class.getClassLoader(),
                    new Class<?>[] {StatusPlaces.class},
                    (proxy, method, arguments) -> readBefore));
    clock.pass(HALF_LIFE);
    assertEquals(withRevocation, list(slow));
    assertTrue(bits(list(desk)).get(place(id)));
  }

  @Test
  void a_list_that_a_retired_key_has_signed_is_signed_again_with_the_new_one() {
    issue();
    Published before = list(desk);
    clock.pass(Duration.ofSeconds(10));
    String fragment = issuers.rotate(DEPARTMENT).fragment();
    Published after = list(desk);
    assertNotEquals(before.tag(), after.tag());
    assertTrue(part(after, 0).get("kid").asString().endsWith("#" + fragment));
  }

  @Test
  void there_is_no_list_of_a_number_never_opened() {
    issue();
    assertEquals(Optional.empty(), desk.current(ListForm.REVOCATION, DEPARTMENT, 99));
  }

  private StatusListDesk desk(StatusPlaces places) {
    return new StatusListDesk(issuers, places, lists, clock);
  }

  private UUID issue() {
    Grant grant =
        new Grant(
            "R-2026-%06d".formatted(++cases),
            CATALOGUE.version("senior-citizen-card", 1).orElseThrow(),
            "sub-lina",
            "林娜",
            Map.of("fullName", StringNode.valueOf("林娜")),
            clock.instant());
    return database
        .inTransaction(() -> new SigningDesk(credentials(), issuers, clock).issue(grant))
        .value();
  }

  private PostgresCredentials credentials() {
    return new PostgresCredentials(database, vault, CaseWorld.LIST_SIZE, clock);
  }

  private void revoke(UUID id) {
    act(id, ActKind.REVOKE);
  }

  private void act(UUID id, ActKind kind) {
    ChangeStatus change =
        new ChangeStatus(
            new PostgresStatusActs(database),
            places,
            new PostgresChainActs(database),
            CATALOGUE,
            database,
            clock);
    assertEquals(
        new ChangeStatus.Result.Done(),
        change.change(
            new PostgresKeptCredentials(database, vault).find(id).orElseThrow(),
            kind,
            ReasonCode.HOLDER_REQUEST,
            "the holder came and asked",
            CaseWorld.staff("clerk-wu", Role.CLERK, DEPARTMENT)));
  }

  private static int place(UUID id) {
    return database
        .sql()
        .fetchOne("SELECT place FROM status_place WHERE credential = ?", id)
        .get(0, Integer.class);
  }

  private static Published list(StatusListDesk desk) {
    return desk.current(ListForm.REVOCATION, DEPARTMENT, 1).orElseThrow();
  }

  private static BitstringStatusList bits(Published list) {
    return BitstringStatusList.decode(
        said(list).get("credentialSubject").get("encodedList").asString());
  }

  private static JsonNode said(Published list) {
    return part(list, 1);
  }

  private static JsonNode part(Published list, int part) {
    byte[] json = Base64.getUrlDecoder().decode(list.compact().split("\\.")[part]);
    return JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
  }
}
