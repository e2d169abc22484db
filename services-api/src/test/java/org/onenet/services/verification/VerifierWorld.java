package org.onenet.services.verification;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.CredentialIssuer;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.HolderKey;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.onenet.credentials.SdJwtVcDraft;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.StatusEntry;
import org.onenet.credentials.StatusPurpose;
import org.onenet.services.SteppedClock;
import org.onenet.services.catalogue.LoadedCatalogue;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.ListForm;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.issuance.PrintCertificate;
import org.onenet.services.issuance.PublishedLists;
import org.onenet.services.issuance.Registrations;
import org.onenet.services.issuance.StatusListDesk;
import org.onenet.services.issuance.StatusPlaces;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;

/** A city in memory: what verifiers ask of it, without a database and without a chain. */
public final class VerifierWorld {
  public static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  public static final String DEPARTMENT = "public-security";
  public static final String TYPE = "ResidenceCertificate";
  public static final HolderKey HOLDER = HolderKey.fresh();
  static final String NAME = "Lin Na";
  public static final URI CITY = URI.create("https://lanting.example");
  static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

  private static final long CHAIN_ID = 31_337;
  private static final String CONTRACT = "0x" + "c".repeat(40);
  private static final Duration YEAR = Duration.ofDays(365);

  public final SteppedClock clock = new SteppedClock(NOW);
  public final Chain chain = new Chain();
  public final BitSet revoked = new BitSet();
  final BitSet suspended = new BitSet();
  final IssuerKeys keys;
  public final IssuerDesk desk;
  final StatusListDesk lists;
  private final CredentialIssuer issuer;
  private int places = 100;

  /** The keys cost half a second to open: once for a whole test class. */
  public static IssuerKeys keysIn(Path folder) {
    return IssuerKeys.open(
        folder.resolve("keys.jwe"), "secret".toCharArray(), new SteppedClock(NOW));
  }

  public VerifierWorld(IssuerKeys keys) {
    this.keys = keys;
    this.issuer = new CredentialIssuer(keys);
    this.desk = new IssuerDesk(CITY, keys);
    this.lists = new StatusListDesk(desk, new Places(), new Lists(), clock);
    chain.accreditations.put(
        desk.did(DEPARTMENT) + " " + TYPE,
        new Accreditation(ACCOUNT, NOW.minus(YEAR), Optional.empty()));
  }

  public VerifyCredential verifyCredential() {
    return new VerifyCredential(chain, chain::receipts, desk, lists, Duration.ofSeconds(2), clock);
  }

  public PrintCertificate print() {
    return new PrintCertificate(
        desk, new Text("City of Lanting", "兰亭市"), URI.create("https://portal.example"), clock);
  }

  /** As its holder downloads it. */
  public byte[] print(SignedCredential certificate, Language language) {
    return print().print(printed(certificate, NAME), language);
  }

  /** What is printed of a certificate; another name than its own is a forger's. */
  static PrintCertificate.Certificate printed(SignedCredential certificate, String name) {
    return new PrintCertificate.Certificate(
        DEPARTMENT,
        new Text("Residence certificate", "居住证"),
        List.of(
            new PreviewCredential.Fact("fullName", new Text("Name", "姓名"), name, Text.same(name))),
        "R-2026-000001",
        NOW,
        Optional.of(NOW.plus(YEAR)),
        "token",
        certificate.compact(),
        null);
  }

  /** What the city knows of the one. */
  static KnownCredentials known(SignedCredential certificate) {
    PrintCertificate.Certificate one = printed(certificate, NAME);
    return new KnownCredentials() {
      @Override
      public Map<String, Known> byDigests(Set<String> digests) {
        return digests.contains(certificate.digest().hex())
            ? Map.of(
                certificate.digest().hex(),
                new Known(
                    one.compact(),
                    one.name(),
                    one.department(),
                    NAME,
                    one.reference(),
                    one.facts()))
            : Map.of();
      }

      @Override
      public Optional<Known> byLink(String token) {
        return Optional.empty();
      }
    };
  }

  public SignedCredential vcJwt() {
    return vcJwt(TYPE, Optional.of(NOW.plus(YEAR)));
  }

  SignedCredential vcJwt(String type, Optional<Instant> until) {
    int place = places++;
    URI list = URI.create(CITY + "/status-lists/" + DEPARTMENT + "/1");
    return issuer.issue(
        DEPARTMENT,
        desk.did(DEPARTMENT),
        new CredentialDraft(
            "urn:uuid:" + UUID.randomUUID(),
            type,
            Map.of("en", "Public Security Bureau"),
            Map.of("en", "Residence certificate"),
            NOW,
            until,
            Map.of("fullName", NAME),
            URI.create(CITY + "/schemas/" + type + ".json"),
            List.of(
                new StatusEntry.Bit(StatusPurpose.REVOCATION, list, place),
                new StatusEntry.Bit(
                    StatusPurpose.SUSPENSION, URI.create(list + "/suspension"), place))));
  }

  /** The place in every list of what was issued last. */
  public int lastPlace() {
    return places - 1;
  }

  public SignedCredential sdJwtVc() {
    return issuer.issueSdJwtVc(
        DEPARTMENT,
        desk.did(DEPARTMENT),
        new SdJwtVcDraft(
            TYPE,
            URI.create(CITY + "/credential-types/" + TYPE),
            Optional.empty(),
            NOW,
            Optional.of(NOW.plus(YEAR)),
            Map.of("fullName", "Lin Na"),
            Set.of("fullName"),
            2,
            Optional.of(HOLDER.publicJwk()),
            new StatusEntry.Token(
                URI.create(CITY + "/token-status-lists/" + DEPARTMENT + "/1"), places++)));
  }

  public MakeTrustBundle makeTrustBundle() {
    return new MakeTrustBundle(
        chain,
        () -> new BundleContent.Chain(CHAIN_ID, CONTRACT, 4_711),
        desk,
        lists,
        new Registrations() {
          @Override
          public List<Digest> digests() {
            return List.copyOf(chain.entries.keySet());
          }

          @Override
          public Optional<KeptCredentials.Registration> find(Digest digest) {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<Batch> batches() {
            return chain.batches.stream()
                .map(batch -> new Batch(DEPARTMENT, batch.root()))
                .toList();
          }

          @Override
          public List<Digest> changedLeaves() {
            return List.copyOf(chain.changedLeaves.keySet());
          }

          @Override
          public Set<String> types() {
            return Set.of("TypeOfBefore");
          }
        },
        chain::receipts,
        (department, root) ->
            chain.batches.stream().filter(batch -> batch.root().equals(root)).findFirst(),
        new LoadedCatalogue(Optional.empty()),
        Duration.ofHours(24),
        clock);
  }

  /** The registry in memory, which can be away. */
  public static final class Chain implements Registry {
    final Map<String, Accreditation> accreditations = new HashMap<>();
    final Map<Digest, RegistryEntry> entries = new HashMap<>();
    final Map<String, Instant> stolen = new HashMap<>();
    final List<BundleContent.Batch> batches = new ArrayList<>();
    final Map<Digest, RegistrationReceipt> receipts = new HashMap<>();
    final Map<Digest, RegistryEntry> changedLeaves = new HashMap<>();
    public boolean away;
    int asked;

    void register(Digest digest, RegistryEntry.State state, int reason) {
      entries.put(digest, new RegistryEntry.Registered(ACCOUNT, NOW, state, reason, NOW));
    }

    private void mustBeThere() {
      asked++;
      if (away) throw new RegistryUnreachable("away", null);
    }

    @Override
    public RegistryEntry entry(Digest digest) {
      mustBeThere();
      return entries.getOrDefault(digest, new RegistryEntry.Absent());
    }

    @Override
    public RegistryEntry entry(RegistrationReceipt receipt) {
      mustBeThere();
      boolean stands =
          batches.stream().anyMatch(batch -> batch.root().equals(receipt.root()))
              && receipt.contract().equals(CONTRACT);
      if (!stands) return new RegistryEntry.Absent();
      return changedLeaves.getOrDefault(
          receipt.digest(),
          new RegistryEntry.Registered(ACCOUNT, NOW, RegistryEntry.State.IN_FORCE, 0, NOW));
    }

    /** Registers them in one batch, and keeps their receipts. */
    void registerByRoot(List<Digest> digests) {
      MerkleTree tree = MerkleTree.of(digests);
      batches.add(new BundleContent.Batch(ACCOUNT, tree.root(), digests.size(), NOW));
      for (int leaf = 0; leaf < digests.size(); leaf++) {
        receipts.put(
            digests.get(leaf),
            new RegistrationReceipt(
                digests.get(leaf),
                leaf,
                tree.path(leaf).stream().map(HexFormat.of()::formatHex).toList(),
                tree.root(),
                digests.size(),
                CHAIN_ID,
                CONTRACT,
                ACCOUNT,
                "0x" + "1".repeat(64),
                7,
                NOW));
      }
    }

    void changeLeaf(Digest digest, RegistryEntry.State state, int reason) {
      changedLeaves.put(digest, new RegistryEntry.Registered(ACCOUNT, NOW, state, reason, NOW));
    }

    /** This city's own, as its database would tell them. */
    Map<Digest, RegistrationReceipt> receipts(Collection<Digest> digests) {
      Map<Digest, RegistrationReceipt> found = new HashMap<>(receipts);
      found.keySet().retainAll(digests);
      return found;
    }

    @Override
    public KeyAccreditation key(Did issuer, String type, String thumbprint) {
      mustBeThere();
      return new KeyAccreditation(
          false, List.of(), Optional.ofNullable(stolen.get(issuer + " " + thumbprint)));
    }

    @Override
    public Optional<Accreditation> accreditation(Did issuer, String type) {
      mustBeThere();
      return Optional.ofNullable(accreditations.get(issuer + " " + type));
    }
  }

  private final class Places implements StatusPlaces {
    @Override
    public Optional<States> now(ListId list) {
      return list.equals(new ListId(DEPARTMENT, 1))
          ? Optional.of(
              new States(
                  131_072, revoked.cardinality() + suspended.cardinality(), revoked, suspended))
          : Optional.empty();
    }

    @Override
    public Optional<States> at(ListId list, Instant time) {
      return now(list);
    }

    @Override
    public void change(UUID credential, Validity state, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(ListId list, int place, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stir(ListId list, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Lists implements PublishedLists {
    private final Map<String, Published> kept = new HashMap<>();

    @Override
    public Optional<Found> find(StatusPlaces.ListId list, ListForm form) {
      long changes = revoked.cardinality() + suspended.cardinality();
      return Optional.ofNullable(kept.get(list + " " + form))
          .map(one -> new Found(one, one.changes() >= changes));
    }

    @Override
    public void keep(StatusPlaces.ListId list, ListForm form, Published published) {
      kept.put(list + " " + form, published);
    }

    @Override
    public List<StatusPlaces.ListId> all(String department) {
      return department.equals(DEPARTMENT)
          ? List.of(new StatusPlaces.ListId(DEPARTMENT, 1))
          : List.of();
    }

    @Override
    public List<StatusPlaces.ListId> due(String department, String keyId, Instant signedBefore) {
      return List.of();
    }
  }
}
