package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.TestCity.digest;
import static org.onenet.credentials.TestCity.encoded;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong with what is shown of an SD-JWT VC, one fault a test: RFC 9901 §7.1. */
final class DisclosuresTest {
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
  void nested_recursive_and_array_disclosures_of_other_issuers_are_put_in_their_places() {
    String street = encoded("[\"c2FsdC1vZi0xNi1ieXRlcw\",\"street\",\"Lanting Road 1\"]");
    String address =
        encoded(
            "[\"c2FsdC1vZi0xNi1ieXRlcw\",\"address\",{\"city\":\"Lanting\",\"_sd\":[\"%s\"]}]"
                .formatted(digest(street)));
    String second = encoded("[\"c2FsdC1vZi0xNi1ieXRlcw\",\"DE\"]");
    String job = encoded("[\"c2FsdC1vZi0xNi1ieXRlcw\",\"job\",{\"title\":\"clerk\"}]");
    String text =
        city.sdJwtVc(
            (",\"_sd\":[\"%s\",\"decoy\"],\"work\":{\"since\":2020,\"_sd\":[\"%s\"]},"
                    + "\"nationalities\":[\"CN\",{\"...\":\"of nothing\"},{\"...\":\"%s\"}]")
                .formatted(digest(address), digest(job), digest(second)),
            job,
            street,
            second,
            address);
    ReadCredential read = city.verify(text).credential().orElseThrow();
    assertEquals(VALID, city.verify(text).overall(), city.verify(text).toString());
    assertEquals(
        Map.of(
            "address", Map.of("city", "Lanting", "street", "Lanting Road 1"),
            "work", Map.of("since", 2020, "job", Map.of("title", "clerk")),
            "nationalities", List.of("CN", "DE")),
        read.subject());
    assertEquals(
        Set.of("address", "address/street", "work/job", "nationalities/1"), read.disclosed());

    SdJwtPresentation held = SdJwtPresentation.of(text);
    assertEquals(2, SdJwt.read(held.showing(Set.of("address/street")).text()).disclosures().size());
    assertEquals(2, SdJwt.read(held.showing(Set.of("address")).text()).disclosures().size());
    assertEquals(1, SdJwt.read(held.showing(Set.of("work/job")).text()).disclosures().size());
    assertThrows(IllegalArgumentException.class, () -> held.showing(Set.of("nobody")));
  }

  @Test
  void a_disclosure_that_matches_no_digest_is_refused() {
    String own = claim("fullName", "\"Lin Na\"");
    String foreign = claim("fullName", "\"Wang Wei\"");
    refused(VerdictCode.DISCLOSURE_UNMATCHED, sd(own), foreign);
    refused(VerdictCode.DISCLOSURE_UNMATCHED, sd(own), own, foreign);
  }

  @Test
  void a_disclosure_inside_one_that_is_not_shown_matches_nothing() {
    String inner = claim("street", "\"Lanting Road 1\"");
    String outer = claim("address", "{\"_sd\":[\"" + digest(inner) + "\"]}");
    refused(VerdictCode.DISCLOSURE_UNMATCHED, sd(outer), inner);
  }

  @Test
  void a_disclosure_that_comes_twice_is_refused() {
    String own = claim("fullName", "\"Lin Na\"");
    refused(VerdictCode.DISCLOSURE_TWICE, sd(own), own, own);
  }

  @Test
  void a_digest_that_comes_twice_is_refused_even_when_nothing_is_shown() {
    String own = claim("fullName", "\"Lin Na\"");
    String twice = ",\"_sd\":[\"" + digest(own) + "\",\"" + digest(own) + "\"]";
    refused(VerdictCode.DIGEST_TWICE, twice, own);
    refused(VerdictCode.DIGEST_TWICE, twice);
    refused(VerdictCode.DIGEST_TWICE, ",\"_sd\":[\"x\"],\"list\":[{\"...\":\"x\"},{\"a\":1}]");
    String recursive = claim("address", "{\"_sd\":[\"x\"]}");
    refused(VerdictCode.DIGEST_TWICE, ",\"_sd\":[\"x\",\"" + digest(recursive) + "\"]", recursive);
  }

  @Test
  void a_disclosed_name_that_is_there_already_is_refused() {
    String own = claim("fullName", "\"Lin Na\"");
    refused(VerdictCode.DISCLOSED_NAME_REFUSED, sd(own) + ",\"fullName\":\"Wang Wei\"", own);
    String other = claim("fullName", "\"Wang Wei\"");
    refused(
        VerdictCode.DISCLOSED_NAME_REFUSED,
        ",\"_sd\":[\"" + digest(own) + "\",\"" + digest(other) + "\"]",
        own,
        other);
  }

  @Test
  void a_disclosed_name_of_sd_jwts_own_or_of_what_judges_a_credential_is_refused() {
    for (String name :
        List.of(
            "_sd",
            "...",
            "_sd_alg",
            "nbf",
            "exp",
            "cnf",
            "iss",
            "vct",
            "status",
            "vct#integrity")) {
      String own = claim(name, "1");
      refused(VerdictCode.DISCLOSED_NAME_REFUSED, sd(own), own);
    }
    String deep = claim("exp", "1");
    assertEquals(
        VALID,
        city.verify(city.sdJwtVc(",\"card\":{\"_sd\":[\"" + digest(deep) + "\"]}", deep))
            .overall());
  }

  @Test
  void digests_of_an_unknown_algorithm_are_refused() {
    refused(VerdictCode.DIGEST_ALGORITHM_REFUSED, ",\"_sd_alg\":\"md5\"");
    refused(VerdictCode.DIGEST_ALGORITHM_REFUSED, ",\"_sd_alg\":\"sha-512\"");
    refused(VerdictCode.DIGEST_ALGORITHM_REFUSED, ",\"_sd_alg\":null");
  }

  @Test
  void a_credential_without_a_type_is_refused() {
    String payload = TestCity.required().replace("\"vct\"", "\"type\"") + "}";
    assertEquals(
        VerdictCode.CREDENTIAL_TYPE_MISSING,
        code(city.verify(city.sdJwt(city.header("dc+sd-jwt"), payload)), "format"));
  }

  /** SD-JWT VC's drafts before November 2024 said so; what they meant by it has changed since. */
  @Test
  void the_type_header_of_old_drafts_is_refused() {
    assertEquals(
        VerdictCode.WRONG_TYPE_HEADER,
        code(
            city.verify(city.sdJwt(city.header("vc+sd-jwt"), TestCity.required() + "}")),
            "format"));
  }

  @Test
  void what_is_no_disclosure_or_is_one_of_another_kind_is_refused() {
    for (String odd :
        List.of(
            "",
            "e30",
            encoded("[]"),
            encoded("[1,\"a\",2]"),
            encoded("[\"s\",1,2]"),
            "%",
            encoded("[\"s\",\"a\",1,2]"),
            encoded("[\"s\",\"a\",{\"x\":1,\"x\":2}]"),
            encoded("[\"s\",\"a\",1]") + "=",
            encoded("[\"s\",\"a\",1] 2"))) {
      refused(VerdictCode.DISCLOSURE_REFUSED, ",\"_sd\":[\"" + digest(odd) + "\"]", odd);
    }
    String element = encoded("[\"s\",\"DE\"]");
    refused(VerdictCode.DISCLOSURE_REFUSED, sd(element), element);
    String named = claim("name", "1");
    refused(
        VerdictCode.DISCLOSURE_REFUSED, ",\"list\":[{\"...\":\"" + digest(named) + "\"}]", named);
  }

  @Test
  void digests_where_none_belong_are_refused() {
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"_sd\":\"x\"");
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"_sd\":null");
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"_sd\":[1]");
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"a\":{\"...\":\"x\"}");
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"a\":[{\"...\":\"x\",\"b\":1}]");
    refused(VerdictCode.PAYLOAD_REFUSED, ",\"a\":[{\"...\":1}]");
  }

  @Test
  void disclosures_inside_disclosures_end_somewhere() {
    String[] chain = new String[40];
    chain[0] = claim("a", "1");
    for (int i = 1; i < chain.length; i++) {
      chain[i] = claim("a", "{\"_sd\":[\"" + digest(chain[i - 1]) + "\"]}");
    }
    refused(VerdictCode.DISCLOSURE_REFUSED, sd(chain[chain.length - 1]), chain);
  }

  private void refused(VerdictCode code, String claims, String... disclosures) {
    Verdict verdict = city.verify(city.sdJwtVc(claims, disclosures));
    assertEquals(code, code(verdict, "format"), verdict.toString());
    assertEquals(INVALID, verdict.overall());
    assertFalse(verdict.credential().isPresent());
  }

  private static String claim(String name, String value) {
    return encoded("[\"c2FsdC1vZi0xNi1ieXRlcw\",\"%s\",%s]".formatted(name, value));
  }

  private static String sd(String disclosure) {
    return ",\"_sd\":[\"" + digest(disclosure) + "\"]";
  }
}
