package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.platform.CheckedDocuments;
import org.onenet.services.platform.DocumentBroken;
import org.onenet.services.platform.Settings;

/**
 * The registered verifiers: a demonstration's own, and those in the folder {@code
 * onenet.verifiers}. Who is in no document may ask for nothing.
 */
@Singleton
public class Verifiers {
  private final Map<String, Verifier> verifiers = new LinkedHashMap<>();

  @Inject
  public Verifiers(Settings settings) {
    this(settings.optional("onenet.verifiers").map(Path::of));
  }

  /**
   * @throws DocumentBroken when a document is not in order, or says again what another says
   */
  public Verifiers(Optional<Path> folder) {
    for (CheckedDocuments.Document document :
        CheckedDocuments.read("/verifiers", folder, "/schemas/verifier-1.json")) {
      Verifier verifier = document.as(Verifier.class);
      if (verifiers.put(verifier.identifier(), verifier) != null) {
        throw new DocumentBroken(
            document.file() + ": another verifier is called " + verifier.identifier());
      }
    }
  }

  /** In the order of their documents. */
  public List<Verifier> all() {
    return List.copyOf(verifiers.values());
  }

  public Optional<Verifier> of(String identifier) {
    return Optional.ofNullable(verifiers.get(identifier));
  }
}
