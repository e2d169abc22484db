package org.onenet.credentials;

/** The words of a {@link TrustBundle}, which is this project's own format. */
final class BundleTerms {
  /** The header's {@code typ}. */
  static final String TYP = "onenet-trust-bundle+jwt";

  static final String CHAIN = "chain";
  static final String ISSUERS = "issuers";
  static final String STATUS_LISTS = "statusLists";
  static final String REGISTERED = "registered";
  static final String BATCHES = "batches";
  static final String LEAVES = "leaves";

  private BundleTerms() {}
}
