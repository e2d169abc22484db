package org.onenet.portal.layout;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import org.onenet.portal.api.Credentials;

/**
 * What a certificate's card says to its holder and to its clerks alike: what it is, whether it is
 * in force, since when not and why, and whether the public registry knows it.
 */
public class CertificateCard extends View {
  private static final long serialVersionUID = 1L;

  public CertificateCard(Credentials.Credential one, String title, String line) {
    addClassName("card");
    Div head = row(new H2(title), tag(t("certificate." + one.state()), kind(one.state())));
    head.addClassName("apart");
    add(head, soft(new Paragraph(line)));
    if (one.since() != null) {
      add(outOfForce(one));
    }
    if (one.registration() != null) {
      add(soft(new Paragraph(registration(one))));
    }
  }

  private static String kind(String state) {
    return switch (state) {
      case "valid" -> "ok";
      case "revoked" -> "bad";
      default -> "warn";
    };
  }

  private Div outOfForce(Credentials.Credential one) {
    Div why = new Div(new Paragraph(t("certificate." + one.state() + "Since", when(one.since()))));
    why.addClassNames("notice", kind(one.state()));
    if (one.reason() != null) {
      why.add(new Paragraph(t(one.reason())));
    }
    return why;
  }

  /** Until the registry knows it, it is said that a valid certificate need not wait for that. */
  private String registration(Credentials.Credential one) {
    String state = one.registration().state();
    String said = t("registration." + state);
    boolean waits = "queued".equals(state) || "sent".equals(state);
    return waits && "valid".equals(one.state()) ? t("registration.validAlready", said) : said;
  }
}
