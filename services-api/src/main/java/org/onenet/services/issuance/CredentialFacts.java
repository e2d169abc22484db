package org.onenet.services.issuance;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.onenet.services.catalogue.ServiceDefinition.Claim;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.issuance.PreviewCredential.Fact;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/** The facts of a credential, drawn from the grant as the definition's output says. */
final class CredentialFacts {
  private CredentialFacts() {}

  /** A claim without an answer is left out; {@code code} gives the social credit code. */
  static List<Fact> of(Grant grant, Supplier<Text> code) {
    return grant.definition().output().claims().stream()
        .flatMap(claim -> fact(claim, grant, code).stream())
        .toList();
  }

  private static Optional<Fact> fact(Claim claim, Grant grant, Supplier<Text> code) {
    String from = claim.from();
    if (from.startsWith("answers.")) return answer(claim, grant, from.substring(8));
    if (from.startsWith("literal:")) return Optional.of(plain(claim, from.substring(8)));
    return switch (from) {
      case "generated.unifiedSocialCreditCode" -> {
        Text text = code.get();
        yield Optional.of(new Fact(claim.name(), claim.label(), text.en(), text));
      }
      case "case.grantedOn" ->
          Optional.of(plain(claim, grant.grantedAt().atZone(Clocks.CITY).toLocalDate().toString()));
      case "case.reference" -> Optional.of(plain(claim, grant.caseReference()));
      default ->
          throw new IllegalStateException(
              "claim " + claim.name() + " of " + grant.definition().identifier() + ": " + from);
    };
  }

  private static Optional<Fact> answer(Claim claim, Grant grant, String id) {
    JsonNode answer = grant.answers().get(id);
    if (answer == null || answer.isNull() || answer.asString("").isEmpty() && answer.isString()) {
      return Optional.empty();
    }
    String value = answer.isValueNode() ? answer.asString() : answer.toString();
    Optional<Field> field = grant.definition().field(id);
    Text display =
        field
            .map(one -> DisplayAnswer.of(one, answer))
            .orElseGet(() -> DisplayAnswer.value(claim.type(), value));
    return Optional.of(new Fact(claim.name(), claim.label(), value, display));
  }

  private static Fact plain(Claim claim, String value) {
    return new Fact(claim.name(), claim.label(), value, DisplayAnswer.value(claim.type(), value));
  }
}
