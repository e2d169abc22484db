-- One case, one credential: the row is the claim, taken before anything is signed.
CREATE TABLE issuance_claim (
  case_reference text PRIMARY KEY,
  credential     uuid NOT NULL UNIQUE
);
CREATE TABLE status_list (
  department text NOT NULL,
  number     int NOT NULL,
  PRIMARY KEY (department, number)
);
-- An index is given once, ever.
CREATE TABLE status_place (
  department text NOT NULL,
  number     int NOT NULL,
  place      int NOT NULL CHECK (place BETWEEN 0 AND 131071),
  credential uuid NOT NULL UNIQUE,
  revoked    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (department, number, place),
  FOREIGN KEY (department, number) REFERENCES status_list
);
CREATE TABLE credential (
  id             uuid PRIMARY KEY,
  case_reference text NOT NULL UNIQUE,
  department     text NOT NULL,
  type           text NOT NULL,
  name_en        text NOT NULL,
  name_zh        text NOT NULL,
  holder         text NOT NULL,
  holder_name    text NOT NULL,
  compact        text NOT NULL,
  digest         text NOT NULL UNIQUE,
  facts          jsonb NOT NULL,
  valid_from     timestamptz NOT NULL,
  valid_until    timestamptz,
  link_token     text NOT NULL UNIQUE,
  link_enabled   boolean NOT NULL DEFAULT true,
  revoked_code    text,
  revoked_reason  text,
  revoked_at      timestamptz,
  revoked_by_name text
);
CREATE INDEX credential_holder ON credential (holder);
CREATE INDEX credential_department ON credential (department, valid_from);
-- The outbox to the chain: a row for each registration and each revocation, written in the transaction
-- of its cause and emptied by a worker. transaction and block say where it stands.
CREATE TABLE chain_act (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest          text NOT NULL REFERENCES credential (digest),
  kind            text NOT NULL CHECK (kind IN ('register', 'revoke')),
  department      text NOT NULL,
  credential_type text NOT NULL,
  reason_code     integer NOT NULL DEFAULT 0,
  state           text NOT NULL DEFAULT 'queued'
                  CHECK (state IN ('queued', 'sent', 'confirmed', 'final')),
  transaction     bigint,
  UNIQUE (digest, kind)
);
CREATE INDEX chain_act_queue ON chain_act (department, id) WHERE state = 'queued';
CREATE INDEX chain_act_transaction ON chain_act (transaction);

-- A signed transaction, kept before it is broadcast: after a crash the same bytes go out again. Each
-- account has one under way at most, so nonces have no gaps.
CREATE TABLE chain_transaction (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department text NOT NULL,
  nonce      bigint NOT NULL,
  hash       text NOT NULL,
  raw        text NOT NULL,
  raised     integer NOT NULL DEFAULT 0,
  state      text NOT NULL DEFAULT 'signed'
             CHECK (state IN ('signed', 'mined', 'final', 'failed', 'lost')),
  block      bigint,
  block_hash text,
  signed_at  timestamptz NOT NULL,
  mined_at   timestamptz
);
CREATE UNIQUE INDEX chain_transaction_under_way ON chain_transaction (department)
  WHERE state = 'signed';
CREATE INDEX chain_transaction_mined ON chain_transaction (department, id)
  WHERE state IN ('mined', 'final');
