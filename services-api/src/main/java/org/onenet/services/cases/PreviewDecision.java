package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.Grant;
import org.onenet.services.issuance.MaskFacts;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Text;

/**
 * Shows a clerk what a decision would send out, before it does. What is sensitive of the
 * certificate is masked: a decision does not hang on this page.
 */
@Singleton
public class PreviewDecision {
  private final Cases cases;
  private final Catalogue catalogue;
  private final PreviewCredential previewCredential;
  private final Clock clock;

  @Inject
  public PreviewDecision(
      Cases cases, Catalogue catalogue, PreviewCredential previewCredential, Clock clock) {
    this.cases = cases;
    this.catalogue = catalogue;
    this.previewCredential = previewCredential;
    this.clock = clock;
  }

  /**
   * @param letter what the citizen reads
   * @param credential the certificate as it would be issued; null for a refusal
   */
  public record Shown(Text letter, PreviewCredential.Preview credential) {}

  public Shown preview(Case file, boolean granted, String reason) {
    Case.Facts facts = file.facts();
    ServiceDefinition definition =
        catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow();
    Text authority = Department.answering(definition).name();
    if (!granted) {
      return new Shown(
          new Text(
                  """
                  Dear %1$s,

                  your application %2$s (%3$s) is refused. The reason:

                  %5$s

                  You may apply again when this has changed, or ask for a review within 60 days.

                  %4$s""",
                  """
                  %1$s：

                  您的申请 %2$s（%3$s）未获批准。理由如下：

                  %5$s

                  情况变化后您可以重新申请，也可在 60 日内申请行政复议。

                  %4$s""")
              .with(
                  facts.applicantName(),
                  facts.reference(),
                  definition.name(),
                  authority,
                  reason == null || reason.isBlank() ? "…" : reason),
          null);
    }
    return new Shown(
        new Text(
                """
                Dear %1$s,

                your application %2$s (%3$s) is granted. Your certificate is ready under "My certificates".

                %4$s""",
                """
                %1$s：

                您的申请 %2$s（%3$s）已获批准，证照可在“我的证照”中查看和下载。

                %4$s""")
            .with(facts.applicantName(), facts.reference(), definition.name(), authority),
        masked(
            definition,
            previewCredential.preview(
                new Grant(
                    facts.reference(),
                    definition,
                    facts.owner(),
                    facts.applicantName(),
                    cases.submission(facts.reference()).answers(),
                    clock.instant()))));
  }

  private static PreviewCredential.Preview masked(
      ServiceDefinition definition, PreviewCredential.Preview preview) {
    return new PreviewCredential.Preview(
        preview.name(),
        MaskFacts.of(List.of(definition), preview.facts()),
        preview.validFrom(),
        preview.validUntil());
  }
}
