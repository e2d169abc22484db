-- The audit log: a chain of hashes per stream (a department, an organisation, the city). What is hashed is made of these
-- columns (org.onenet.credentials.audit.AuditEntry), so a column that is changed is seen.
CREATE TABLE audit_stream (
  stream  text PRIMARY KEY,
  entries bigint NOT NULL,
  head    bytea NOT NULL CHECK (length(head) = 32)
);
CREATE TABLE audit_entry (
  stream         text NOT NULL REFERENCES audit_stream (stream),
  number         bigint NOT NULL CHECK (number > 0),
  at             timestamptz NOT NULL,
  account        text NOT NULL,
  account_name   text NOT NULL,
  organisation   text,
  act            text NOT NULL,
  what           text NOT NULL,
  subject        text NOT NULL,
  purpose        text NOT NULL,
  case_reference text,
  hash           bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (stream, number)
);
CREATE INDEX audit_entry_at ON audit_entry (at DESC, stream, number);
CREATE INDEX audit_entry_subject ON audit_entry (subject, at DESC);
CREATE INDEX audit_entry_account ON audit_entry (account, at DESC);
CREATE INDEX audit_entry_case ON audit_entry (case_reference, at DESC) WHERE case_reference IS NOT NULL;

-- What was in the log at a time. leaves: the sealed hashes, 32 bytes each, stream by stream as in ranges.
CREATE TABLE audit_seal (
  number   bigint PRIMARY KEY CHECK (number > 0),
  at       timestamptz NOT NULL,
  previous text NOT NULL,
  root     text NOT NULL,
  ranges   jsonb NOT NULL,
  leaves   bytea NOT NULL,
  digest   text NOT NULL UNIQUE
);
CREATE TABLE audit_seal_stamp (
  seal  bigint PRIMARY KEY REFERENCES audit_seal (number),
  token bytea NOT NULL
);

-- Nobody changes what is written, the tables' owner neither. ALWAYS: also not as a replica.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal_stamp
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON audit_stream
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit_seal_stamp ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit_stream ENABLE ALWAYS TRIGGER kept;

-- What was logged before stays as it is, to be read only: a chain over it now would lend it a strength that it never had.
CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON access_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE access_log ENABLE ALWAYS TRIGGER closed;
COMMENT ON TABLE access_log IS 'Reads before the audit log was a chain. Closed: audit_entry goes on.';
