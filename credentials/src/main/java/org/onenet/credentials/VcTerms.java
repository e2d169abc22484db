package org.onenet.credentials;

/**
 * The words of the W3C recommendations, once: <a href="https://www.w3.org/TR/vc-data-model-2.0/">VC
 * Data Model 2.0</a>, <a href="https://www.w3.org/TR/vc-jose-cose/">VC-JOSE-COSE</a>, <a
 * href="https://www.w3.org/TR/vc-bitstring-status-list/">Bitstring Status List 1.0</a>.
 */
final class VcTerms {
  static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";
  static final String TYP = "vc+jwt";
  static final String CTY = "vc";
  static final String VERIFIABLE_CREDENTIAL = "VerifiableCredential";
  static final String STATUS_LIST_CREDENTIAL = "BitstringStatusListCredential";
  static final String STATUS_LIST = "BitstringStatusList";
  static final String STATUS_LIST_ENTRY = "BitstringStatusListEntry";

  /** Token Status List, draft 20, §5.1: the header's {@code typ}. */
  static final String STATUS_LIST_JWT = "statuslist+jwt";

  private VcTerms() {}
}
