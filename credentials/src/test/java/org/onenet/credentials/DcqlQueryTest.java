package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verifier may ask for, and whether it got it. */
final class DcqlQueryTest {
  private static final String ONE =
      """
      {"credentials":[{"id":"home","format":"dc+sd-jwt","meta":{"vct_values":["%s"]}%s}]%s}""";

  @TempDir static Path folder;
  private static String issued;

  @BeforeAll
  static void issue() {
    issued = new TestCity(TestCity.keysIn(folder)).issueSdJwtVc().compact();
  }

  private static DcqlQuery query(String claims, String sets) {
    return read(ONE.formatted(TestCity.VCT, claims, sets));
  }

  private static DcqlQuery read(String json) {
    return DcqlQuery.read(Json.object(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String showing(String... places) {
    return SdJwtPresentation.of(issued).showing(Set.of(places)).text();
  }

  private static Map<List<Object>, Object> answer(DcqlQuery query, String presentation) {
    return query.answeredBy(Map.of("home", List.of(presentation))).getFirst().values();
  }

  private static String refusal(DcqlQuery query, Map<String, List<String>> shown) {
    return assertThrows(MalformedCredential.class, () -> query.answeredBy(shown)).getMessage();
  }

  @Test
  void what_was_asked_is_told_and_nothing_else_that_is_shown() {
    DcqlQuery query = query(",\"claims\":[{\"path\":[\"fullName\"]}]", "");
    assertEquals(
        Map.of(List.of("fullName"), "Lin Na"), answer(query, showing("fullName", "address")));
  }

  @Test
  void a_claim_that_is_kept_back_leaves_the_query_unanswered() {
    DcqlQuery query = query(",\"claims\":[{\"path\":[\"fullName\"]}]", "");
    assertTrue(refusal(query, Map.of("home", List.of(showing("address")))).contains("[fullName]"));
  }

  @Test
  void the_first_set_of_claims_that_is_there_answers() {
    DcqlQuery query =
        query(
            """
            ,"claims":[{"id":"n","path":["fullName"]},{"id":"a","path":["address"]}],
            "claim_sets":[["n","a"],["n"]]""",
            "");
    assertEquals(Set.of(List.of("fullName")), answer(query, showing("fullName")).keySet());
    assertEquals(
        Set.of(List.of("fullName"), List.of("address")),
        answer(query, showing("fullName", "address")).keySet());
  }

  @Test
  void a_claim_must_have_one_of_the_values_that_are_wanted() {
    String wanted = ",\"claims\":[{\"path\":[\"fullName\"],\"values\":[%s]}]";
    assertEquals(
        1, answer(query(wanted.formatted("\"Lin Na\",7"), ""), showing("fullName")).size());
    refusal(
        query(wanted.formatted("\"lin na\",7"), ""), Map.of("home", List.of(showing("fullName"))));
  }

  @Test
  void a_path_goes_into_objects_and_arrays() {
    Map<String, Object> claims =
        Map.of("a", Map.of("b", List.of(Map.of("c", 1), Map.of("c", 2), Map.of("d", 3))));
    assertEquals(List.of(1, 2), at(claims, "[\"a\",\"b\",null,\"c\"]"));
    assertEquals(List.of(2), at(claims, "[\"a\",\"b\",1,\"c\"]"));
    assertEquals(List.of(), at(claims, "[\"a\",\"b\",9,\"c\"]"));
    assertEquals(List.of(), at(claims, "[\"a\",0]"));
  }

  private static List<Object> at(Map<String, Object> claims, String path) {
    return query(",\"claims\":[{\"path\":" + path + "}]", "")
        .credentials()
        .getFirst()
        .claims()
        .getFirst()
        .in(claims);
  }

  @Test
  void another_type_does_not_answer() {
    DcqlQuery query = read(ONE.formatted("https://elsewhere.example/ResidenceCertificate", "", ""));
    assertTrue(refusal(query, Map.of("home", List.of(showing()))).contains("vct"));
  }

  @Test
  void what_was_not_asked_for_is_refused_and_so_is_too_much_and_nothing() {
    DcqlQuery query = query("", "");
    assertTrue(refusal(query, Map.of("work", List.of(showing()))).contains("vp_token.work"));
    assertTrue(refusal(query, Map.of("home", List.of())).contains("got 0"));
    assertTrue(refusal(query, Map.of("home", List.of(showing(), showing()))).contains("got 2"));
    assertTrue(refusal(query, Map.of()).contains("vp_token.home"));
  }

  @Test
  void one_option_of_each_needed_set_is_enough() {
    DcqlQuery query =
        read(
            """
            {"credentials":[
              {"id":"home","format":"dc+sd-jwt","meta":{"vct_values":["%1$s"]}},
              {"id":"card","format":"dc+sd-jwt","meta":{"vct_values":["%1$s"]},"multiple":true}],
             "credential_sets":[{"options":[["home"],["card"]]},{"options":[["card"]],"required":false}]}"""
                .formatted(TestCity.VCT));
    assertEquals(1, query.answeredBy(Map.of("home", List.of(showing()))).size());
    assertEquals(2, query.answeredBy(Map.of("card", List.of(showing(), showing()))).size());
    assertTrue(refusal(query, Map.of()).contains("[[home], [card]]"));
  }

  @Test
  void a_query_is_sent_as_it_was_read() {
    DcqlQuery query =
        query(
            """
            ,"multiple":true,"claims":[{"id":"n","path":["a",null,2],"values":["x",true]}],
            "claim_sets":[["n"]]""",
            ",\"credential_sets\":[{\"options\":[[\"home\"]],\"required\":false}]");
    assertEquals(query, DcqlQuery.read(query.json()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | credentials",
        "{\"credentials\":[]} | credentials",
        "{\"credentials\":[7]} | credentials[0]",
        "{\"presentation_definition\":{}} | presentation_definition",
        "{\"credentials\":[{\"id\":\"a b\"}]} | credentials[0].id",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"jwt_vc_json\"}]} | credentials[0].format",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{}}]} | credentials[0].meta.vct_values",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"\"]}}]} | credentials[0].meta.vct_values[0]",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"trusted_authorities\":[]}]} | credentials[0].trusted_authorities",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"require_cryptographic_holder_binding\":false}]} | credentials[0].require_cryptographic_holder_binding",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"path\":[]}]}]} | credentials[0].claims[0].path",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"path\":[-1]}]}]} | credentials[0].claims[0].path",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"path\":[null]}]}]} | credentials[0].claims[0].path[0]",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"path\":[\"x\"],\"values\":[1.5]}]}]} | credentials[0].claims[0].values[0]",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"path\":[\"x\"]}],\"claim_sets\":[[\"x\"]]}]} | credentials[0].claims",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"claims\":[{\"id\":\"x\",\"path\":[\"x\"]}],\"claim_sets\":[[\"y\"]]}]} | credentials[0].claim_sets",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]}},{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]}}]} | credentials",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]}}],\"credential_sets\":[{\"options\":[[\"b\"]]}]} | credential_sets",
        "{\"credentials\":[{\"id\":\"a\",\"format\":\"dc+sd-jwt\",\"meta\":{\"vct_values\":[\"t\"]},\"multiple\":1}]} | credentials[0].multiple",
      })
  void a_query_that_is_not_in_order_names_the_member(String json, String member) {
    MalformedQuery refused = assertThrows(MalformedQuery.class, () -> read(json));
    assertEquals(member, refused.member());
  }
}
