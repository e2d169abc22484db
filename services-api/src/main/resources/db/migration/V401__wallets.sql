-- OpenID4VCI: how certificates come into wallets. Codes, tokens, nonces and transaction ids are kept by their
-- SHA-256 only: who reads these tables can redeem nothing.

-- An offer is redeemed once. Wrong PINs are counted: they do not use it up, but too many close it.
CREATE TABLE wallet_offer (
  code            text PRIMARY KEY,
  case_reference  text NOT NULL,
  credential_type text NOT NULL,
  holder          text NOT NULL,
  pin             text NOT NULL,
  wrong_pins      int NOT NULL DEFAULT 0,
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  redeemed_at     timestamptz
);

-- What a redeemed offer opens: one certificate of one case, for a key (DPoP) or for whoever bears it.
CREATE TABLE wallet_token (
  token           text PRIMARY KEY,
  offer           text NOT NULL UNIQUE REFERENCES wallet_offer (code),
  thumbprint      text,
  client          text,
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL
);

CREATE TABLE wallet_nonce (
  nonce      text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX wallet_nonce_expiry ON wallet_nonce (expires_at);

-- Ids of DPoP proofs, each used once.
CREATE TABLE wallet_proof (
  id         text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX wallet_proof_expiry ON wallet_proof (expires_at);

-- A wallet waits for a decision: the keys that its certificate will be bound to.
CREATE TABLE wallet_deferral (
  transaction     text PRIMARY KEY,
  case_reference  text NOT NULL,
  credential_type text NOT NULL,
  holder          text NOT NULL,
  client          text,
  keys            jsonb NOT NULL,
  made_at         timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  collected_at    timestamptz
);

-- Where a certificate is: one row for each copy that a wallet was given.
CREATE TABLE wallet_copy (
  id           uuid PRIMARY KEY,
  credential   uuid NOT NULL REFERENCES credential (id),
  digest       text NOT NULL UNIQUE,
  department   text NOT NULL,
  number       int NOT NULL,
  place        int NOT NULL,
  thumbprint   text NOT NULL,
  client       text,
  notification text NOT NULL,
  told         text CHECK (told IN ('credential_accepted', 'credential_failure', 'credential_deleted')),
  made_at      timestamptz NOT NULL,
  ended_at     timestamptz
);
CREATE INDEX wallet_copy_credential ON wallet_copy (credential, made_at);
CREATE INDEX wallet_copy_notification ON wallet_copy (notification);
