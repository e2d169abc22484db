package org.onenet.services.privacy;

import java.util.List;
import java.util.Map;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Provenance;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * Everything about one person, as one document; times as ISO 8601, null where there is nothing.
 *
 * @param at when it was put together
 * @param account as the token says it
 * @param keySince since when there is a key that what is kept of them is sealed with
 * @param dataUses the newest {@value GatherMyData#MOST_USES}; {@code olderUsesFrom} is the {@code
 *     page} of {@code /me/data-uses} to go on with, null when these are all
 */
public record Everything(
    String at,
    Account account,
    String keySince,
    List<DraftOf> drafts,
    List<CaseOf> cases,
    List<Certificate> certificates,
    List<Consent> consents,
    List<Use> dataUses,
    String olderUsesFrom,
    List<Reported> reports,
    List<Corrected> corrections) {

  public record Account(
      String id, String username, String name, String citizenNumber, List<String> roles) {}

  /**
   * @param documents each to be had at {@code /documents/ID}
   */
  public record DraftOf(
      String id,
      String service,
      Text serviceName,
      String savedAt,
      List<Answer> answers,
      List<Document> documents,
      List<Asked> exchanges) {}

  public record Answer(
      String field,
      Text label,
      Sensitivity sensitivity,
      JsonNode value,
      Text display,
      Provenance provenance) {}

  /** A case as its citizen sees it, and what registers told for it. */
  public record CaseOf(CaseViews.View file, List<Asked> exchanges) {}

  /**
   * What a register was asked.
   *
   * @param law under which without consent; null where consent was the ground
   * @param fields what it was asked for, and how much care the register takes of each
   * @param records what it said, while that is kept
   */
  public record Asked(
      String id,
      String evidenceType,
      String register,
      String requester,
      String state,
      String answeredAt,
      String keptUntil,
      String consent,
      Text law,
      Map<String, Sensitivity> fields,
      List<Map<String, String>> records) {}

  /**
   * @param compact the certificate itself, a JWT
   */
  public record Certificate(
      String id,
      Text name,
      Text issuer,
      String reference,
      String validFrom,
      String validUntil,
      String state,
      String revocationAskedAt,
      List<PreviewCredential.Fact> facts,
      String digest,
      KeptCredentials.Registration registration,
      String compact,
      List<Copy> walletCopies) {}

  /** A copy in a wallet. */
  public record Copy(String wallet, String keyThumbprint, String madeAt, String endedAt) {}

  /**
   * @param record the signed record; {@code withdrawal} that of its end
   */
  public record Consent(
      String id,
      String application,
      String service,
      String requester,
      List<ConsentReceipt.Item> items,
      String givenAt,
      String expiresAt,
      String withdrawnAt,
      String record,
      String withdrawal) {}

  /**
   * @param reference of the case it was for
   */
  public record Use(
      String stream,
      long number,
      String at,
      Text who,
      Text where,
      Text what,
      Text purpose,
      List<Text> items,
      String reference,
      String reason) {}

  /** What a register was asked to correct, and its holder's answer. */
  public record Corrected(
      String id,
      String reference,
      String register,
      String field,
      Text registerValue,
      Text citizenValue,
      String reason,
      String askedAt,
      String state,
      String answer) {}

  /** A report of a use, and its answer. */
  public record Reported(
      String id,
      String stream,
      long number,
      String state,
      String reason,
      String reportedAt,
      String answer,
      String answeredAt) {}
}
