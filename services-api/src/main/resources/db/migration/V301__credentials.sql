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
  link_enabled   boolean NOT NULL DEFAULT true
);
CREATE INDEX credential_holder ON credential (holder);
CREATE INDEX credential_department ON credential (department, valid_from);
-- The outbox to the chain: written with the credential, emptied by a worker.
CREATE TABLE registration (
  digest          text PRIMARY KEY REFERENCES credential (digest),
  department      text NOT NULL,
  credential_type text NOT NULL,
  state           text NOT NULL DEFAULT 'queued'
                  CHECK (state IN ('queued', 'sent', 'confirmed', 'final')),
  queued_at       timestamptz NOT NULL
);
CREATE INDEX registration_queue ON registration (department, credential_type, queued_at)
  WHERE state = 'queued';
