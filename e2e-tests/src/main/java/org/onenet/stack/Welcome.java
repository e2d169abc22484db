package org.onenet.stack;

import java.io.PrintStream;

/** What a newcomer reads when everything is up. */
final class Welcome {
  private Welcome() {}

  static void print(Stack stack, PrintStream out) {
    out.println();
    out.println("  Portal     " + stack.portal());
    out.println("  API        " + stack.api() + "   (OpenAPI at " + stack.api() + "/openapi)");
    out.println("  Registry   contract " + stack.contract() + " at " + stack.rpcUrl());
    out.println("  Keycloak   " + stack.issuer());
    if (stack.options().demo()) {
      out.println();
      out.println("  Demo accounts, each with the password \"demo\":");
      out.println("    lina, wang, jianguo   citizens (wang is over 65)");
      out.println("    chen         clerk, Public Security Bureau");
      out.println("    zhou         clerk, Market Regulation Administration");
      out.println("    guo          clerk, Civil Affairs Bureau");
      out.println("    xu           clerk, Education Bureau");
      out.println("    lu           clerk, Housing and Urban-Rural Development Bureau");
      out.println("    he           supervisor, Public Security Bureau");
      out.println("    tang         supervisor, Market Regulation Administration");
      out.println("    sun          auditor");
      out.println("    mei          City Library, which verifies certificates from wallets");
      out.println("    admin        administrator");
    }
    out.println();
    out.println("  State and logs are in " + stack.options().data() + "; Ctrl-C ends all of it.");
    out.println();
  }
}
