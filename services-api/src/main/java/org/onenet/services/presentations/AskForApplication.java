package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.DcqlQuery.ClaimQuery;
import org.onenet.credentials.DcqlQuery.CredentialQuery;
import org.onenet.credentials.DcqlQuery.CredentialSet;
import org.onenet.services.applications.Draft;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.presentations.Presentation.Asker;
import org.onenet.services.presentations.Presentation.Profile;
import org.onenet.services.presentations.Presentation.Why;

/** Lets a citizen answer part of a form with a certificate from a wallet. */
@Singleton
public class AskForApplication {
  private static final Text REASON =
      new Text("To fill in your application for: %s.", "用于填写您的申请：%s。");

  private final RequestPresentation request;
  private final Catalogue catalogue;
  private final CredentialTypes types;
  private final String portal;

  @Inject
  AskForApplication(
      RequestPresentation request, Catalogue catalogue, CredentialTypes types, Settings settings) {
    this(request, catalogue, types, settings.portalUrl().toString());
  }

  public AskForApplication(
      RequestPresentation request, Catalogue catalogue, CredentialTypes types, String portal) {
    this.request = request;
    this.catalogue = catalogue;
    this.types = types;
    this.portal = portal;
  }

  /**
   * Asks for one of the certificates that the form takes values from.
   *
   * @param draft the caller's own: the door has seen to it
   * @param sameDevice whether the wallet is where the form is; it then leads back to the form
   * @return empty when the form takes no certificate
   */
  public Optional<RequestPresentation.Result> ask(Draft draft, boolean sameDevice) {
    ServiceDefinition definition =
        catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
    Map<String, Set<String>> wanted = wanted(definition);
    if (wanted.isEmpty()) return Optional.empty();
    Optional<String> back =
        sameDevice
            ? Optional.of(
                portal + "/app/apply/" + draft.service() + "/" + draft.id() + "/before-you-start")
            : Optional.empty();
    return Optional.of(
        request.ask(
            new Asker.City(draft.id()),
            new Why(draft.service(), definition.name(), REASON.with(definition.name())),
            query(wanted),
            new RequestPresentation.Manner(
                Profile.OPENID4VP, ClientIdPrefix.DECENTRALIZED_IDENTIFIER, true, back),
            draft.owner()));
  }

  /** The claims that fields take, by credential type. */
  private static Map<String, Set<String>> wanted(ServiceDefinition definition) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    definition
        .fields()
        .flatMap(field -> field.presentable().stream())
        .forEach(
            from -> {
              int dot = from.indexOf('.');
              wanted
                  .computeIfAbsent(from.substring(0, dot), type -> new LinkedHashSet<>())
                  .add(from.substring(dot + 1));
            });
    return wanted;
  }

  private DcqlQuery query(Map<String, Set<String>> wanted) {
    List<CredentialQuery> queries =
        wanted.entrySet().stream()
            .map(
                one ->
                    new CredentialQuery(
                        one.getKey(),
                        false,
                        Set.of(types.vct(one.getKey()).toString()),
                        one.getValue().stream()
                            .map(
                                claim ->
                                    new ClaimQuery(Optional.empty(), List.of(claim), List.of()))
                            .toList(),
                        List.of()))
            .toList();
    List<List<String>> any = queries.stream().map(one -> List.of(one.id())).toList();
    return new DcqlQuery(
        queries, any.size() == 1 ? List.of() : List.of(new CredentialSet(any, true)));
  }
}
