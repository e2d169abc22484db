package org.onenet.credentials;

import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.CHAIN;
import static org.onenet.credentials.TestCity.CITY;
import static org.onenet.credentials.TestCity.CITY_KEY;
import static org.onenet.credentials.TestCity.DAY;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.digest;
import static org.onenet.credentials.TestCity.encoded;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.onenet.credentials.RegistryEntry.State;

/**
 * A text judged by a trust bundle alone: whoever builds another verifier over the same bundle is
 * compared with it, check by check. {@link #all} has the whole table of hostile texts, every state
 * that a bundle can tell, and mutants from a fixed seed.
 *
 * @param anchor the city's did.json, as pinned
 * @param at when it is judged
 * @param receipt of a registration in a batch, as JSON
 * @param verdict empty when the bundle itself is refused
 */
public record JudgedOffline(
    String what,
    String anchor,
    String bundle,
    Instant at,
    String text,
    Optional<String> receipt,
    Optional<Verdict> verdict) {
  private static final int MUTANTS = 300;

  /**
   * @param folder an empty one, where keys may lie
   */
  public static List<JudgedOffline> all(Path folder) throws Exception {
    Cases cases = new Cases(folder);
    HostileCredentialsTest.rows().forEach(cases::hostile);
    cases.states();
    cases.keys();
    cases.certificates();
    cases.disclosures();
    cases.bindings();
    cases.batches();
    cases.bundles();
    cases.mutants();
    return cases.all;
  }

  /** Gathers them; a fresh city for each thing that may go wrong in one. */
  private static final class Cases {
    final List<JudgedOffline> all = new ArrayList<>();
    private final Path folder;
    private final IssuerKeys keys;
    private TestCity city;

    Cases(Path folder) {
      this.folder = folder;
      this.keys = TestCity.keysIn(folder);
      found();
    }

    private void found() {
      city = new TestCity(keys);
    }

    void hostile(HostileCredentialsTest.Row row) {
      found();
      add(row.what(), row.attack().in(city));
    }

    void states() {
      found();
      add("a fresh vc+jwt", city.issueVcJwt().compact());
      add("a fresh SD-JWT VC", city.issueSdJwtVc().compact());
      add("white space around it", " \n\u2003" + city.issueSdJwtVc().compact() + "\r\n\u001f");
      add("a no-break space before it", "\u00a0" + city.issueVcJwt().compact());
      for (State state : State.values()) {
        registered(state + " on chain", city.issueVcJwt().compact(), state);
        String high = TourTest.twin(city.issueVcJwt().compact());
        registered(state + ", registered with the higher s", high, state);
        String low = city.issueVcJwt().compact();
        registered(state + ", the twin of a registered one", low, state);
        add(state + ", the twin itself", TourTest.twin(low));
        String sdJwt = city.issueSdJwtVc().compact();
        registered(state + ", an SD-JWT VC", sdJwt.substring(0, sdJwt.indexOf('~')), state);
        add(state + ", an SD-JWT VC with its disclosures", sdJwt);
      }
      add("unregistered a day later", city.issueVcJwt().compact(), NOW.plus(DAY.minusSeconds(1)));
      String several = city.issueVcJwt().compact();
      registered("registered twice, in two states", several, State.IN_FORCE);
      city.registry.entries.put(
          new Digest("f".repeat(64)),
          new RegistryEntry.Registered("0x" + "b".repeat(40), NOW, State.REVOKED, 2, NOW));
      add("registered beside another's", several);
      String taken = city.issueVcJwt().compact();
      city.registry.entries.put(
          Digest.ofCompact(taken),
          new RegistryEntry.Registered("0x" + "b".repeat(40), NOW, State.IN_FORCE, 0, NOW));
      add("registered by another", taken);
      for (int value = 0; value < 4; value++) {
        found();
        city.publish(value, BitstringStatusList.empty(131_072).with(77, value > 0));
        add("a bit " + value, city.issueVcJwt().compact());
        add("a status " + value, city.issueSdJwtVc().compact());
      }
      found();
      for (long seconds : new long[] {-100_000, -61, -60, 0, 31_536_000, 40_000_000}) {
        add("as of " + seconds, city.issueVcJwt().compact(), NOW.plusSeconds(seconds));
      }
      add("ended", sdJwtVc(",\"exp\":" + NOW.getEpochSecond()));
      add("of a fraction of a second", sdJwtVc(",\"nbf\":" + NOW.getEpochSecond() + ".9"));
      add("far away", sdJwtVc(",\"exp\":31556889864403199"));
      add("farther", sdJwtVc(",\"exp\":31556889864403200"));
      add("of another city", sdJwtVc("").replace("lanting", "evil"));
      add("two places, one revoked", withStatus("revocation", 77, "revocation", 78));
      add("two places, one not in the bundle", withStatus("suspension", 77, "revocation", 78));
      add("nine places", withStatus("revocation", 1, 2, 3, 4, 5, 6, 7, 8, 9));
      for (String time :
          List.of(
              "2026-11-23T09:00:00Z",
              "2026-11-23T17:00:00+08:00",
              "2026-11-23T09:00Z",
              "2026-11-23t09:00:00.123456789z",
              "2026-11-22T08:59:59Z",
              "2026-02-29T09:00:00Z",
              "2024-02-29T09:00:00Z",
              "2026-11-23T24:00:00Z",
              "2026-11-23T09:00:60Z",
              "2026-11-23T09:00:00+19:00",
              "2026-11-23T09:00:00",
              "2026-11-23",
              "+12026-11-23T09:00:00Z",
              "-0001-11-23T09:00:00Z",
              "2026-13-01T09:00:00Z",
              " 2026-11-23T09:00:00Z")) {
        add("validFrom " + time, withValidFrom(time));
      }
      for (String json :
          List.of(
              "1e3",
              "-0",
              "01",
              "+1",
              ".5",
              "1.",
              "NaN",
              "true",
              "tru",
              "truex",
              "nulls",
              "'x'",
              "\"\\x\"",
              "\"\\u12\"",
              "\"\\ud800\"",
              "\"\t\"",
              "\"\u007f\"",
              "[1,]",
              "{\"a\":1,}",
              "{a:1}",
              "[1 2]",
              "{\"\\u0061\":1,\"a\":2}",
              "{\"__proto__\":1,\"constructor\":2}",
              "1 // one",
              "[".repeat(499) + "]".repeat(499),
              "[".repeat(500) + "]".repeat(500),
              "\u00a01")) {
        add("a claim " + json, sdJwtVc(",\"a\":" + json));
      }
    }

    private void registered(String what, String compact, State state) {
      city.registry.entries.put(
          Digest.ofCompact(compact),
          new RegistryEntry.Registered(FakeRegistry.ACCOUNT, NOW, state, 4, NOW));
      add(what, compact);
    }

    void keys() {
      found();
      SignedCredential known = city.issueVcJwt();
      city.registry.register(known.digest(), State.IN_FORCE, NOW);
      String unknown = city.issueVcJwt().compact();
      String thumbprint = city.publishedKey().thumbprint();
      for (Instant since : List.of(NOW.minusSeconds(1), NOW, NOW.plusSeconds(1))) {
        city.registry.stolen.put(thumbprint, since);
        add("registered, its key stolen " + since, known.compact());
        add("not registered, its key stolen " + since, unknown);
      }
      city.registry.stolen.clear();
      city.registry.keysRequired = true;
      add("a key that is not accredited", unknown);
      city.registry.windows.put(
          thumbprint, new KeyAccreditation.Window(NOW, Optional.of(NOW.plus(DAY))));
      add("a key that is accredited then", unknown);
      city.registry.windows.put(
          thumbprint, new KeyAccreditation.Window(NOW.minus(DAY), Optional.of(NOW)));
      add("a key that was accredited until then", unknown);
      found();
      city.registry.accreditations.put(
          "ResidenceCertificate",
          new Accreditation(FakeRegistry.ACCOUNT, NOW.minus(DAY), Optional.of(NOW)));
      add("an accreditation that had ended", unknown);
      city.registry.accreditations.put(
          "ResidenceCertificate",
          new Accreditation("0x" + "c".repeat(40), NOW.minus(DAY), Optional.empty()));
      city.registry.entries.put(
          known.digest(),
          new RegistryEntry.Registered(FakeRegistry.ACCOUNT, NOW, State.IN_FORCE, 0, NOW));
      add("an accreditation of another account", known.compact());
      city.registry.accreditations.clear();
      add("no accreditation", known.compact());
      found();
      String type = city.issueVcJwt().compact();
      BundleContent told = city.bundleContent();
      add(
          "a type that the bundle does not tell of",
          type,
          city.bundle(content(told, List.of(issuer(told, List.of())), List.of(), List.of()), DAY));
      add(
          "an issuer that the bundle does not tell of",
          type,
          city.bundle(content(told, List.of(), List.of(), List.of()), DAY));
      PublishedKey own = city.publishedKey();
      for (Instant end : List.of(NOW.minusSeconds(61), NOW.minusSeconds(60), NOW.plus(DAY))) {
        PublishedKey retired =
            new PublishedKey(own.fragment(), own.jwk(), Instant.EPOCH, Optional.of(end));
        add("a key retired at " + end, type, bundleWith(told, retired));
      }
      for (Instant from : List.of(NOW.plusSeconds(60), NOW.plusSeconds(61))) {
        PublishedKey later = new PublishedKey(own.fragment(), own.jwk(), from, Optional.empty());
        add("a key that signs from " + from, type, bundleWith(told, later));
      }
    }

    private String bundleWith(BundleContent told, PublishedKey key) {
      BundleContent.Issuer issuer =
          new BundleContent.Issuer(
              new DidDocument(BUREAU, List.of(key)), told.issuers().getFirst().types());
      return city.bundle(content(told, List.of(issuer), List.of(), List.of()), DAY);
    }

    private static BundleContent.Issuer issuer(BundleContent told, List<BundleContent.Type> types) {
      return new BundleContent.Issuer(told.issuers().getFirst().document(), types);
    }

    private static BundleContent content(
        BundleContent told,
        List<BundleContent.Issuer> issuers,
        List<BundleContent.Batch> batches,
        List<BundleContent.Group> leaves) {
      return new BundleContent(
          told.chain(), issuers, told.statusLists(), told.registered(), batches, leaves);
    }

    void certificates() throws Exception {
      Path own = java.nio.file.Files.createDirectory(folder.resolve("certified"));
      CertifiedKey mine = CertifiedKey.of("mine", "dns:lanting.example", own);
      String first = Base64.getEncoder().encodeToString(mine.certificate().getEncoded());
      String other =
          Base64.getEncoder()
              .encodeToString(
                  CertifiedKey.of("other", "dns:lanting.example", own).certificate().getEncoded());
      mine.seal(own.resolve("keys.jwe"));
      city = new TestCity(TestCity.keysIn(own));
      add("named by its certificate", city.issueSdJwtVc().compact());
      for (String x5c :
          List.of(
              "[\"" + first + "\"]",
              "[\"" + other + "\"]",
              "[\"" + first + "\",\"" + other + "\"]",
              "[]",
              "\"x\"",
              "[1]",
              "[\"AAAA\"]",
              "[\"%\"]",
              "null")) {
        String header = city.header("dc+sd-jwt").replace("}", ",\"x5c\":" + x5c + "}");
        String payload = TestCity.required() + "}";
        add("x5c " + x5c, city.sdJwt(header, payload));
        add(
            "without kid, x5c " + x5c,
            city.sdJwt(header.replaceFirst(",\"kid\":\"[^\"]*\"", ""), payload));
      }
    }

    void disclosures() {
      found();
      String name = claim("fullName", "\"Lin Na\"");
      String other = claim("fullName", "\"Wang Wei\"");
      String element = encoded("[\"c2FsdA\",\"DE\"]");
      String inner = claim("street", "\"Lanting Road 1\"");
      String outer = claim("address", "{\"_sd\":[\"" + digest(inner) + "\"]}");
      add("disclosed in an object in an object", sdJwtVc(sd(outer), inner, outer));
      add(
          "disclosed in an array",
          sdJwtVc(",\"a\":[1,{\"...\":\"" + digest(element) + "\"},{\"...\":\"x\"}]", element));
      add("a disclosure of nothing", sdJwtVc(sd(name), other));
      add("a disclosure twice", sdJwtVc(sd(name), name, name));
      add("a disclosure inside one that is not shown", sdJwtVc(sd(outer), inner));
      add("a digest twice", sdJwtVc(",\"_sd\":[\"x\",\"x\"]"));
      add("a digest twice, at two depths", sdJwtVc(",\"_sd\":[\"x\"],\"a\":[{\"...\":\"x\"}]"));
      add("a name that is there", sdJwtVc(sd(name) + ",\"fullName\":\"x\"", name));
      for (String ours : List.of("_sd", "...", "exp", "iat", "vct", "status", "vct#integrity")) {
        String own = claim(ours, "1");
        add("a disclosed " + ours, sdJwtVc(sd(own), own));
        add(
            "a disclosed " + ours + " inside",
            sdJwtVc(",\"a\":{" + sd(own).substring(1) + "}", own));
      }
      add("an element in an object", sdJwtVc(sd(element), element));
      add("a claim in an array", sdJwtVc(",\"a\":[{\"...\":\"" + digest(name) + "\"}]", name));
      for (String claims :
          List.of(
              ",\"_sd_alg\":\"md5\"",
              ",\"_sd_alg\":null",
              ",\"_sd\":\"x\"",
              ",\"_sd\":[1]",
              ",\"_sd\":null",
              ",\"a\":{\"...\":\"x\"}",
              ",\"a\":[{\"...\":1}]",
              ",\"a\":[{\"...\":\"x\",\"b\":1}]")) {
        add("claims " + claims, sdJwtVc(claims));
      }
      for (String odd :
          List.of(
              "e30",
              "%",
              encoded("[]"),
              encoded("[1,\"a\",2]"),
              encoded("[\"s\",1,2]"),
              encoded("[\"s\",\"a\",1,2]"),
              encoded("[\"s\",\"a\",{\"x\":1,\"x\":2}]"),
              name + "=")) {
        add("a disclosure " + odd, sdJwtVc(",\"_sd\":[\"" + digest(odd) + "\"]", odd));
      }
      String[] chain = new String[40];
      chain[0] = claim("a", "1");
      for (int i = 1; i < chain.length; i++) {
        chain[i] = claim("a", "{\"_sd\":[\"" + digest(chain[i - 1]) + "\"]}");
      }
      add("disclosures forty deep", sdJwtVc(sd(chain[chain.length - 1]), chain));
    }

    void bindings() {
      found();
      SdJwtPresentation shown =
          SdJwtPresentation.of(city.issueSdJwtVc().compact()).showing(Set.of("fullName"));
      String bound = shown.boundBy(HOLDER, ASKED, NOW);
      String binding = bound.substring(bound.lastIndexOf('~') + 1);
      add("bound by its holder", bound);
      add("bound long ago", shown.boundBy(HOLDER, ASKED, NOW.minusSeconds(100_000)));
      add("bound in a minute", shown.boundBy(HOLDER, ASKED, NOW.plusSeconds(60)));
      add("bound later", shown.boundBy(HOLDER, ASKED, NOW.plusSeconds(61)));
      add("bound by a stranger", shown.boundBy(HolderKey.fresh(), ASKED, NOW));
      add("bound to another presentation", city.issueSdJwtVc().compact() + binding);
      add("bound to nobody", SdJwtPresentation.of(sdJwtVc("")).boundBy(HOLDER, ASKED, NOW));
      add(
          "bound to a key on another curve",
          SdJwtPresentation.of(sdJwtVc(",\"cnf\":{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-384\"}}"))
              .boundBy(HOLDER, ASKED, NOW));
      for (String odd : List.of("x", "a.b.c", city.issueVcJwt().compact(), "x".repeat(9_000))) {
        add("a key binding that is none", shown.text() + odd);
      }
      add("a key binding without claims", shown.text() + HOLDER.bind(Map.of("nonce", "x")));
    }

    void batches() {
      found();
      List<SignedCredential> issued = new ArrayList<>();
      for (int i = 0; i < 7; i++) issued.add(city.issueVcJwt());
      MerkleTree tree = MerkleTree.of(issued.stream().map(SignedCredential::digest).toList());
      BundleContent told = city.bundleContent();
      BundleContent.Batch batch =
          new BundleContent.Batch(FakeRegistry.ACCOUNT, tree.root(), 7, NOW);
      List<BundleContent.Group> leaves =
          List.of(
              new BundleContent.Group(
                  FakeRegistry.ACCOUNT,
                  State.REVOKED,
                  4,
                  DigestPrefixes.of(List.of(issued.get(2).digest()))),
              new BundleContent.Group(
                  FakeRegistry.ACCOUNT,
                  State.SUSPENDED,
                  3,
                  DigestPrefixes.of(List.of(issued.get(5).digest()))));
      String bundle = city.bundle(content(told, told.issuers(), List.of(batch), leaves), DAY);
      for (int i = 0; i < issued.size(); i++) {
        String compact = issued.get(i).compact();
        add("leaf " + i, compact, bundle, NOW, Optional.of(receipt(tree, issued, i)));
        add("leaf " + i + " alone", compact, bundle, NOW, Optional.empty());
        Instant later = NOW.plus(DAY).minusSeconds(1);
        add("leaf " + i + " alone, later", compact, bundle, later, Optional.empty());
      }
      String old = withValidFrom(NOW.minus(DAY).toString());
      add("a day old, beside a batch of its issuer's", old, bundle);
      add("a day old, and no batch", old);
      BundleContent.Batch foreign =
          new BundleContent.Batch("0x" + "b".repeat(40), tree.root(), 7, NOW);
      add(
          "a day old, beside a batch of another's",
          old,
          city.bundle(content(told, told.issuers(), List.of(foreign), List.of()), DAY));
      add(
          "a day old, its issuer not accredited",
          old,
          city.bundle(content(told, List.of(), List.of(batch), leaves), DAY));
      String first = issued.getFirst().compact();
      add("another's receipt", first, bundle, NOW, Optional.of(receipt(tree, issued, 1)));
      add(
          "a receipt of an unknown root",
          first,
          city.bundle(),
          NOW,
          Optional.of(receipt(tree, issued, 0)));
      add(
          "a receipt with the twin",
          TourTest.twin(first),
          bundle,
          NOW,
          Optional.of(receipt(tree, issued, 0)));
    }

    private static String receipt(MerkleTree tree, List<SignedCredential> issued, int leaf) {
      RegistrationReceipt receipt =
          new RegistrationReceipt(
              issued.get(leaf).digest(),
              leaf,
              tree.path(leaf).stream().map(HexFormat.of()::formatHex).toList(),
              tree.root(),
              issued.size(),
              CHAIN.id(),
              CHAIN.contract(),
              FakeRegistry.ACCOUNT,
              "0x" + "0".repeat(64),
              1,
              NOW);
      return new String(Json.utf8(receipt.toJson()), StandardCharsets.UTF_8);
    }

    void bundles() {
      found();
      SignedCredential credential = city.issueVcJwt();
      city.registry.register(credential.digest(), State.REVOKED, NOW);
      String text = credential.compact();
      String bundle = city.bundle();
      for (Duration later : List.of(DAY.minusSeconds(1), DAY, DAY.multipliedBy(9), DAY.negated())) {
        add("a bundle " + later + " old", text, bundle, NOW.plus(later), Optional.empty());
      }
      String payload = bundle.split("\\.")[1];
      String changed =
          new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
              .replace("\"block\":4711", "\"block\":4712");
      add("a changed bundle", text, bundle.replace(payload, encoded(changed)));
      String end = bundle.substring(bundle.indexOf('.'));
      add("an unsigned bundle", text, encoded("{\"alg\":\"none\"}") + end);
      add(
          "a bundle under another typ",
          text,
          encoded("{\"typ\":\"vc+jwt\",\"alg\":\"ES256\",\"kid\":\"" + CITY + "#2026-1\"}") + end);
      add("no bundle", text, "");
      add("a credential as a bundle", text, text);
      add(
          "a department's bundle",
          text,
          city.issuer
              .signTrustBundle("public-security", BUREAU, city.bundleContent(), NOW, DAY)
              .compact());
      add(
          "a bundle of another key of the city's",
          text,
          city.issuer
              .signTrustBundle("public-security", CITY, city.bundleContent(), NOW, DAY)
              .compact());
      add("a bundle for 8 days", text, city.bundle(city.bundleContent(), Duration.ofDays(8)));
      add("a bundle for no time", text, city.bundle(city.bundleContent(), Duration.ZERO));
      add(
          "a bundle of before its key",
          text,
          city.issuer
              .signTrustBundle(
                  CITY_KEY, CITY, city.bundleContent(), NOW.minus(Duration.ofDays(2)), DAY)
              .compact());
    }

    void mutants() {
      found();
      Mutants mutants = Mutants.in(city);
      Random random = new Random(9901);
      for (String text :
          List.of(
              city.issueVcJwt().compact(),
              city.issueSdJwtVc().compact(),
              SdJwtPresentation.of(city.issueSdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW))) {
        for (int i = 0; i < MUTANTS; i++) add("mutant " + i, mutants.of(text, random));
      }
    }

    private String sdJwtVc(String claims, String... disclosures) {
      return city.sdJwtVc(claims, disclosures);
    }

    private static String claim(String name, String value) {
      return encoded("[\"c2FsdC1vZi0xNi1ieXRlcw\",\"%s\",%s]".formatted(name, value));
    }

    private static String sd(String disclosure) {
      return ",\"_sd\":[\"" + digest(disclosure) + "\"]";
    }

    private String withValidFrom(String time) {
      return vcJwt(time, "[" + entry("revocation", TestCity.BITS, 77) + "]");
    }

    /** Purposes and indexes by turns; an index without a purpose is of the last one. */
    private String withStatus(Object... places) {
      List<String> entries = new ArrayList<>();
      String purpose = "";
      for (Object place : places) {
        if (place instanceof String word) purpose = word;
        else {
          URI list = purpose.equals("revocation") ? TestCity.BITS : TestCity.BITS.resolve("x");
          entries.add(entry(purpose, list, (int) place));
        }
      }
      return vcJwt(NOW.toString(), "[" + String.join(",", entries) + "]");
    }

    private static String entry(String purpose, URI list, int index) {
      return ("{\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"%s\","
              + "\"statusListIndex\":\"%d\",\"statusListCredential\":\"%s\"}")
          .formatted(purpose, index, list);
    }

    private String vcJwt(String validFrom, String status) {
      String payload =
          """
          {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1",
           "type":["VerifiableCredential","ResidenceCertificate"],"issuer":"%s",
           "validFrom":"%s","credentialSubject":{"id":"urn:x:1"},"credentialStatus":%s}"""
              .formatted(BUREAU, validFrom, status);
      return city.signed(city.header("vc+jwt"), payload);
    }

    private void add(String what, String text) {
      add(what, text, city.bundle());
    }

    private void add(String what, String text, Instant at) {
      add(what, text, city.bundle(), at, Optional.empty());
    }

    private void add(String what, String text, String bundle) {
      add(what, text, bundle, NOW, Optional.empty());
    }

    private void add(
        String what, String text, String bundle, Instant at, Optional<String> receipt) {
      Optional<Verdict> verdict;
      try {
        verdict =
            Optional.of(
                TrustBundle.read(
                        bundle, TrustAnchor.parse(city.anchor()), Clock.fixed(at, ZoneOffset.UTC))
                    .verifier()
                    .verify(text, receipt.map(RegistrationReceipt::parse)));
      } catch (BundleRefused e) {
        verdict = Optional.empty();
      }
      all.add(new JudgedOffline(what, city.anchor(), bundle, at, text, receipt, verdict));
    }
  }
}
