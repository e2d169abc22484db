package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onenet.credentials.TypeMetadata;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Claim;
import org.onenet.services.platform.Text;

/** The credential types of the services in force, as wallets know them. */
@Singleton
public class CredentialTypes {
  private final Catalogue catalogue;
  private final IssuerDesk desk;

  @Inject
  public CredentialTypes(Catalogue catalogue, IssuerDesk desk) {
    this.catalogue = catalogue;
    this.desk = desk;
  }

  /** The definitions that give one, in the catalogue's order. */
  public List<ServiceDefinition> all() {
    return catalogue.all();
  }

  /** The definition in force whose granted applications give this type. */
  public Optional<ServiceDefinition> definition(String type) {
    return all().stream()
        .filter(definition -> definition.output().credentialType().equals(type))
        .findFirst();
  }

  /** The type's URI, where its metadata are published. */
  public URI vct(String type) {
    return URI.create(desk.publicUrl() + "/credential-types/" + type);
  }

  /** Names in both languages, and which claims their holder may keep back. */
  public Optional<TypeMetadata> metadata(String type) {
    return definition(type)
        .map(
            definition ->
                new TypeMetadata(
                    vct(type),
                    type,
                    byLocale(definition.output().name()),
                    definition.output().claims().stream()
                        .map(CredentialTypes::described)
                        .toList()));
  }

  /** The names of the claims that the holder may show or keep back. */
  Set<String> disclosable(String type) {
    return definition(type).orElseThrow().output().claims().stream()
        .filter(Claim::isDisclosable)
        .map(Claim::name)
        .collect(Collectors.toSet());
  }

  private static TypeMetadata.Claim described(Claim claim) {
    return new TypeMetadata.Claim(
        List.of(claim.name()),
        byLocale(claim.label()),
        claim.isDisclosable() ? TypeMetadata.Disclosable.ALWAYS : TypeMetadata.Disclosable.NEVER);
  }

  private static Map<String, String> byLocale(Text text) {
    Map<String, String> locales = new LinkedHashMap<>();
    locales.put("en", text.en());
    locales.put("zh-CN", text.zh());
    return locales;
  }
}
