package org.onenet.credentials;

/** How a credential is written down. */
public enum CredentialForm {
  /** VC Data Model 2.0 as a JWT, {@code vc+jwt}: all of it is shown, always. */
  VC_JWT,
  /** SD-JWT VC, {@code dc+sd-jwt}: the holder chooses what is shown. */
  SD_JWT_VC,
  /** A Token Status List, {@code statuslist+jwt}, which is judged before it is believed. */
  TOKEN_STATUS_LIST
}
