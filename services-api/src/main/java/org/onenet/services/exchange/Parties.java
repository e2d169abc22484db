package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.Did;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.WebDocuments;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Settings;

/**
 * Who takes part: each department by its DID. A department that runs its own node is known by the
 * setting {@code onenet.exchange.parties.<department>}, and its keys are fetched from there; the
 * others' are this node's own.
 */
@Singleton
public class Parties implements IssuerDocuments {
  private static final Duration KEEP = Duration.ofMinutes(5);

  private final Map<String, Did> elsewhere = new HashMap<>();
  private final Map<String, Did> here = new HashMap<>();
  private final IssuerDesk desk;
  private final IssuerDocuments web;

  @Inject
  public Parties(IssuerDesk desk, Settings settings, Clock clock) {
    this(desk, new WebDocuments(settings.flag("onenet.demo"), KEEP, clock), settings);
  }

  private Parties(IssuerDesk desk, IssuerDocuments web, Settings settings) {
    this.desk = desk;
    this.web = web;
    for (Department department : Department.all()) {
      here.put(department.id(), desk.partyDid(department.id()));
      settings
          .optional("onenet.exchange.parties." + department.id())
          .ifPresent(did -> elsewhere.put(department.id(), new Did(did)));
    }
  }

  public Did did(String department) {
    Did other = elsewhere.get(department);
    return other == null ? here.get(department) : other;
  }

  /** Whether it signs here. */
  boolean isHere(String department) {
    return !elsewhere.containsKey(department);
  }

  /** The department of that DID; empty for a stranger. */
  public Optional<String> departmentOf(Did did) {
    return Department.all().stream()
        .map(Department::id)
        .filter(department -> did(department).equals(did))
        .findFirst();
  }

  /** A stranger has no keys here, whatever it publishes. */
  @Override
  public Optional<PublishedKey> keyOf(Did signer, String fragment) {
    Optional<String> department = departmentOf(signer);
    if (department.isEmpty()) return Optional.empty();
    return isHere(department.get())
        ? desk.partyDocument(department.get()).key(fragment)
        : web.keyOf(signer, fragment);
  }
}
