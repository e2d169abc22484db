package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.SignedStatement;
import org.onenet.credentials.StatementKind;
import org.onenet.credentials.StatementRefused;
import org.onenet.credentials.TimedCache;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.consent.CheckConsent;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.ReadRegister;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/**
 * The answering side: who asks is known by a signature, what they may ask by the owner's rights,
 * why by a consent or a law; all else is refused, by name and under a signature too. A message is
 * answered once.
 */
@Singleton
public class AnswerRequest {
  /** Far longer than a message lives. */
  private static final Duration REMEMBER = Duration.ofDays(1);

  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final int BELIEVED = 500;

  private final Registers registers;
  private final ReadRegister readRegister;
  private final AccessRights rights;
  private final AnsweredRequests answered;
  private final Parties parties;
  private final IssuerDesk desk;
  private final ReadLog readLog;

  /**
   * Signed records that were believed a moment ago: one comes with each question of a form. Whether
   * it covers the question and is still valid is looked at each time.
   */
  private final TimedCache<String, SignedStatement> consents;

  private final Clock clock;

  @Inject
  public AnswerRequest(
      Registers registers,
      ReadRegister readRegister,
      AccessRights rights,
      AnsweredRequests answered,
      Parties parties,
      IssuerDesk desk,
      ReadLog readLog,
      Clock clock) {
    this.registers = registers;
    this.readRegister = readRegister;
    this.rights = rights;
    this.answered = answered;
    this.parties = parties;
    this.desk = desk;
    this.readLog = readLog;
    this.consents = new TimedCache<>(BELIEVED, LIFETIME, clock);
    this.clock = clock;
  }

  /** How a request ends. */
  public sealed interface Result {
    /**
     * @param compact the signed answer; it may be a refusal
     */
    record Answered(String compact) implements Result {}

    /** There is no such register on this node. */
    record NoSuchRegister() implements Result {}

    /** Nobody known signed this now. */
    record NotBelieved(String code, String expected) implements Result {}

    /** Signed by a known party, and not in order. */
    record Malformed(String member, String expected) implements Result {}

    /** This message was answered before. */
    record Replayed() implements Result {}
  }

  /**
   * @param compact a signed {@link EvidenceRequest}
   * @throws org.onenet.services.registers.RegisterUnavailable when the register is away
   * @throws org.onenet.credentials.Unreachable when the asking party's keys cannot be had
   */
  public Result answer(String registerId, String compact) {
    Optional<Register> found =
        registers.of(registerId).filter(register -> parties.isHere(register.owner()));
    if (found.isEmpty()) return new Result.NoSuchRegister();
    Register register = found.get();
    SignedStatement signed;
    try {
      signed =
          SignedStatement.read(compact, StatementKind.EVIDENCE_REQUEST, parties, clock.instant());
    } catch (StatementRefused e) {
      return new Result.NotBelieved(
          e.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), e.getMessage());
    }
    EvidenceRequest request;
    try {
      request = EvidenceRequest.of(signed, parties.departmentOf(signed.signer()).orElseThrow());
    } catch (MalformedMessage e) {
      return new Result.Malformed(e.member(), e.expected());
    }
    String self = parties.did(register.owner()).value();
    if (!self.equals(signed.claims().get("aud"))) return new Result.Malformed("aud", self);
    if (!signed.claims().containsKey("exp")) return new Result.Malformed("exp", "a time");
    if (!request.register().equals(registerId)) {
      return new Result.Malformed("register", registerId);
    }
    Optional<String> refusal = refusal(register, request);
    EvidenceAnswer answer =
        refusal
            .map(code -> EvidenceAnswer.refused(request, signed.hash(), code))
            .orElseGet(() -> EvidenceAnswer.of(request, signed.hash(), read(register, request)));
    String answerCompact =
        desk.signAsParty(
            register.owner(),
            StatementKind.EVIDENCE_ANSWER,
            answer.claims(parties.did(request.requester()).value()),
            clock.instant(),
            Optional.of(LIFETIME));
    // One after the other, so that the log is written with what others log just then. What dies
    // between the two has told nothing, and is asked for by another message.
    if (!answered.claim(request, signed.hash(), clock.instant())) return new Result.Replayed();
    readLog.log(entry(register, request, answer, SignedStatement.hash(answerCompact)));
    return new Result.Answered(answerCompact);
  }

  /** Why nothing is told; empty when all is in order. */
  private Optional<String> refusal(Register register, EvidenceRequest request) {
    Instant now = clock.instant();
    Optional<EvidenceType> type = type(register, request);
    if (type.isEmpty()) return Optional.of("no-such-evidence");
    if (request.fields().isEmpty()
        || request.fields().stream().anyMatch(field -> type.get().field(field).isEmpty())) {
      return Optional.of("no-such-field");
    }
    Set<String> granted =
        rights.fields(
            register.identifier(),
            request.evidenceType(),
            request.requester(),
            request.procedure(),
            now);
    if (granted.isEmpty()) return Optional.of("no-right");
    if (!granted.containsAll(request.fields())) return Optional.of("no-right-to-field");
    return switch (request.ground()) {
      case Ground.Law law -> Optional.empty();
      case Ground.Consent consent -> consentRefusal(request, consent, now);
    };
  }

  private Optional<String> consentRefusal(
      EvidenceRequest request, Ground.Consent consent, Instant now) {
    try {
      SignedStatement record =
          consents.get(
              consent.record(),
              compact -> SignedStatement.read(compact, StatementKind.CONSENT_RECORD, parties, now));
      if (!record.signer().equals(parties.did(request.requester()))) {
        return Optional.of("consent-of-another");
      }
      return CheckConsent.wrong(
              record,
              request.user(),
              request.application(),
              request.procedure(),
              request.items(),
              now)
          .map("consent-does-not-cover-"::concat);
    } catch (StatementRefused e) {
      return Optional.of("consent-not-believed");
    }
  }

  private List<Map<String, String>> read(Register register, EvidenceRequest request) {
    return readRegister
        .records(register, type(register, request).orElseThrow(), request.subject())
        .stream()
        .map(record -> only(record, request.fields()))
        .toList();
  }

  private static Map<String, String> only(Map<String, String> record, List<String> fields) {
    Map<String, String> only = new LinkedHashMap<>();
    fields.stream()
        .filter(record::containsKey)
        .forEach(field -> only.put(field, record.get(field)));
    return only;
  }

  private static Optional<EvidenceType> type(Register register, EvidenceRequest request) {
    return register.evidenceTypes().stream()
        .filter(type -> type.identifier().equals(request.evidenceType()))
        .findFirst();
  }

  /** The reason tells who asked, and for which service. */
  private static Access entry(
      Register register, EvidenceRequest request, EvidenceAnswer answer, String hash) {
    Access entry =
        Access.act(
                Actor.machine(register.owner(), "exchange"),
                answer.refusal().isPresent() ? "refuse" : "disclose",
                "evidence",
                hash,
                request.ground().purpose())
            .items(request.items())
            .because(request.requester() + " " + request.procedure());
    return answer.refusal().isPresent()
        ? entry
        : entry.of(request.user()).inCase(request.application().toString());
  }

  /** Forgets the messages that nobody can repeat any more. */
  public void forget() {
    answered.forget(clock.instant().minus(REMEMBER));
  }
}
