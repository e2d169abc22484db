-- What people did to a certificate's status, and who. A revocation may wait for a second person.
CREATE TABLE status_act (
  id               uuid PRIMARY KEY,
  credential       uuid NOT NULL REFERENCES credential (id),
  kind             text NOT NULL CHECK (kind IN ('suspend', 'reinstate', 'revoke')),
  reason_code      text NOT NULL,
  reason           text NOT NULL,
  state            text NOT NULL CHECK (state IN ('waiting', 'done', 'turned-down')),
  asked_by         text NOT NULL,
  asked_by_name    text NOT NULL,
  asked_at         timestamptz NOT NULL,
  answered_by      text,
  answered_by_name text,
  answered_at      timestamptz,
  answer           text
);
CREATE INDEX status_act_of_credential ON status_act (credential, asked_at);
CREATE UNIQUE INDEX status_act_waiting ON status_act (credential) WHERE state = 'waiting';

-- The same numbers as in status_place.
ALTER TABLE credential ADD COLUMN state smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2);
UPDATE credential SET state = 1 WHERE revoked_code IS NOT NULL;
-- Who it was is known by name only.
INSERT INTO status_act (id, credential, kind, reason_code, reason, state, asked_by, asked_by_name, asked_at)
  SELECT gen_random_uuid(), id, 'revoke', revoked_code, revoked_reason, 'done', '', revoked_by_name, revoked_at
  FROM credential WHERE revoked_code IS NOT NULL;
ALTER TABLE credential
  DROP COLUMN revoked_code, DROP COLUMN revoked_reason, DROP COLUMN revoked_at, DROP COLUMN revoked_by_name;

-- A digest is registered once and may be suspended and reinstated many times, in the order of ids; a credential
-- may have several digests.
ALTER TABLE chain_act
  ADD COLUMN credential uuid REFERENCES credential (id),
  DROP CONSTRAINT chain_act_digest_kind_key,
  DROP CONSTRAINT chain_act_digest_fkey,
  DROP CONSTRAINT chain_act_kind_check,
  ADD CHECK (kind IN ('register', 'suspend', 'reinstate', 'revoke'));
UPDATE chain_act a SET credential = c.id FROM credential c WHERE c.digest = a.digest;
ALTER TABLE chain_act ALTER COLUMN credential SET NOT NULL;
CREATE UNIQUE INDEX chain_act_registration ON chain_act (digest) WHERE kind = 'register';
CREATE INDEX chain_act_of_digest ON chain_act (digest, id);
CREATE INDEX chain_act_of_credential ON chain_act (credential);
