package org.onenet.services.exchange;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.onenet.credentials.Did;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.SignedStatement;
import org.onenet.credentials.StatementKind;
import org.onenet.credentials.StatementRefused;
import org.onenet.credentials.Unreachable;

/**
 * Whether what came back is the provider's own answer, to this request, about this person, and no
 * more than was asked; each way to be otherwise has its name.
 */
final class BelieveAnswer {
  private final IssuerDocuments keys;
  private final Clock clock;

  BelieveAnswer(IssuerDocuments keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * @param hash of the compact text that asked
   * @param provider whose signature it must have
   * @throws AnswerRefused naming why it is not believed, or why the provider refuses
   * @throws ProviderUnavailable when the provider's keys cannot be had now
   */
  List<Map<String, String>> believed(
      String compact, EvidenceRequest request, String hash, Did provider) {
    SignedStatement signed;
    EvidenceAnswer answer;
    try {
      signed = SignedStatement.read(compact, StatementKind.EVIDENCE_ANSWER, keys, clock.instant());
      answer = EvidenceAnswer.of(signed);
    } catch (StatementRefused e) {
      throw new AnswerRefused(
          switch (e.code()) {
            case MALFORMED -> "answer-malformed";
            case KEY_UNKNOWN, SIGNATURE_INVALID -> "signature-invalid";
            case NOT_NOW -> "answer-outdated";
          });
    } catch (MalformedMessage e) {
      throw new AnswerRefused("answer-malformed");
    } catch (Unreachable e) {
      throw new ProviderUnavailable("unreachable", "the keys of " + provider, e);
    }
    must(signed.signer().equals(provider), "signed-by-another");
    must(
        answer.requestHash().equals(hash) && answer.requestId().equals(request.id()),
        "answers-another-request");
    must(answer.subject().equals(request.subject()), "about-another-person");
    must(answer.evidenceType().equals(request.evidenceType()), "of-another-type");
    answer
        .refusal()
        .ifPresent(
            code -> {
              throw new AnswerRefused("refused-" + code);
            });
    must(
        answer.records().stream().allMatch(record -> request.fields().containsAll(record.keySet())),
        "tells-what-was-not-asked");
    return answer.records();
  }

  private static void must(boolean holds, String otherwise) {
    if (!holds) throw new AnswerRefused(otherwise);
  }
}
