package org.onenet.services.presentations.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.DcqlQuery.ClaimQuery;
import org.onenet.credentials.DcqlQuery.CredentialQuery;
import org.onenet.credentials.MalformedQuery;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** A query in words: which certificates, and which of their facts. */
@Singleton
class AskedQuery {
  private final CredentialTypes types;

  @Inject
  AskedQuery(CredentialTypes types) {
    this.types = types;
  }

  /** One certificate that is asked for. */
  record Wanted(String query, List<Text> types, List<Claim> claims) {}

  record Claim(List<Object> path, Text label) {}

  /**
   * @throws Refusal naming the member that is not in order
   */
  static DcqlQuery read(Map<String, Object> json) {
    if (json == null) throw Refusal.malformed("query", "a DCQL query", "DCQL 查询");
    try {
      return DcqlQuery.read(json);
    } catch (MalformedQuery e) {
      throw Refusal.malformed("query." + e.member(), e.expected(), e.expected());
    }
  }

  List<Wanted> inWords(DcqlQuery query) {
    return query.credentials().stream()
        .map(
            one ->
                new Wanted(
                    one.id(),
                    one.types().stream().map(this::name).toList(),
                    one.claims().stream().map(claim -> claim(one, claim)).toList()))
        .toList();
  }

  private Claim claim(CredentialQuery query, ClaimQuery claim) {
    return new Claim(claim.path(), label(query, claim.path()));
  }

  /** The name of a type of this city; another's is its address. */
  Text name(String vct) {
    return own(vct).map(one -> one.output().name()).orElse(Text.same(vct));
  }

  /** Our word for a claim, or the path as it stands. */
  Text label(CredentialQuery query, List<Object> path) {
    return query.types().stream()
        .flatMap(vct -> own(vct).stream())
        .flatMap(definition -> definition.output().claims().stream())
        .filter(claim -> path.equals(List.of(claim.name())))
        .map(ServiceDefinition.Claim::label)
        .findFirst()
        .orElseGet(() -> Text.same(String.valueOf(path)));
  }

  private Optional<ServiceDefinition> own(String vct) {
    return types
        .definition(vct.substring(vct.lastIndexOf('/') + 1))
        .filter(one -> types.vct(one.output().credentialType()).toString().equals(vct));
  }
}
