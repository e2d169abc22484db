package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.URL;
import static org.onenet.credentials.TestCity.VCT;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wallets are told of a type and of an issuer's keys: SD-JWT VC's two documents. */
final class MetadataTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void found() {
    city = new TestCity(keys);
  }

  @Test
  void a_type_tells_wallets_what_it_shows_and_is_known_by_its_hash() {
    TypeMetadata type =
        new TypeMetadata(
            URI.create(VCT),
            "ResidenceCertificate",
            Map.of("zh-CN", "居住证"),
            List.of(
                new TypeMetadata.Claim(
                    List.of("address", "street"),
                    Map.of("zh-CN", "街道"),
                    TypeMetadata.Disclosable.ALWAYS)));
    assertEquals(
        "{\"vct\":\"https://lanting.example/credential-types/ResidenceCertificate\","
            + "\"name\":\"ResidenceCertificate\","
            + "\"display\":[{\"locale\":\"zh-CN\",\"name\":\"居住证\"}],"
            + "\"claims\":[{\"path\":[\"address\",\"street\"],"
            + "\"display\":[{\"locale\":\"zh-CN\",\"label\":\"街道\"}],\"sd\":\"always\"}]}",
        type.json());
    assertTrue(type.integrity().matches("sha256-[A-Za-z0-9+/]{43}="), type.integrity());
    SdJwtVcDraft draft = city.draft();
    String compact =
        city.issueSdJwtVc(
                new SdJwtVcDraft(
                    draft.type(),
                    draft.vct(),
                    Optional.of(type.integrity()),
                    draft.validFrom(),
                    Optional.empty(),
                    draft.subject(),
                    draft.disclosable(),
                    0,
                    Optional.empty(),
                    draft.status()))
            .compact();
    assertEquals(VALID, city.verify(compact).overall());
    assertFalse(
        city.verify(compact).credential().orElseThrow().subject().containsKey("vct#integrity"));
  }

  @Test
  void an_issuers_keys_are_published_with_the_ended_ones_between_host_and_path() {
    PublishedKey now = city.publishedKey();
    PublishedKey ended =
        new PublishedKey("2025-1", now.jwk(), NOW, Optional.of(NOW.plusSeconds(9)));
    IssuerMetadata metadata = new IssuerMetadata(BUREAU, List.of(ended, now));
    assertEquals(
        "https://lanting.example/.well-known/jwt-vc-issuer/departments/public-security",
        metadata.address().toString());
    Map<String, Object> document = Json.object(metadata.json().getBytes());
    assertEquals(URL, document.get("issuer"));
    List<?> jwks = (List<?>) ((Map<?, ?>) document.get("jwks")).get("keys");
    assertEquals(2, jwks.size());
    assertEquals(BUREAU + "#2025-1", ((Map<?, ?>) jwks.getFirst()).get("kid"));
    assertEquals(city.issueSdJwtVc().keyId(), ((Map<?, ?>) jwks.getLast()).get("kid"));
    assertFalse(metadata.json().contains("\"d\""), metadata.json());
  }
}
