-- When what a person told for a case was deleted, and a certificate's facts: what stays says nothing of the person. Statistics
-- count such a case no more: its row in case_count stays as it was counted last.
ALTER TABLE case_file ADD COLUMN cleared_at timestamptz;
ALTER TABLE credential ADD COLUMN cleared_at timestamptz;
CREATE INDEX case_kept ON case_file (service, service_version, decided_at) WHERE decided_at IS NOT NULL AND cleared_at IS NULL;
CREATE INDEX application_kept ON application (saved_at) WHERE NOT submitted;
CREATE INDEX credential_kept ON credential (case_reference) WHERE cleared_at IS NULL;

-- The person was told that it goes, and when. Each thing is told once.
CREATE TABLE retention_notice (
  kind    text NOT NULL CHECK (kind IN ('draft', 'case', 'certificate')),
  id      text NOT NULL,
  told_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX retention_notice_due ON retention_notice (ends_at);

-- What went, when, under which rule. Only ever added to; nothing of the person.
CREATE TABLE retention_log (
  kind   text NOT NULL CHECK (kind IN ('draft', 'case', 'certificate')),
  id     text NOT NULL,
  at     timestamptz NOT NULL,
  what   text[] NOT NULL,
  months integer NOT NULL,
  ground jsonb NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON retention_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
ALTER TABLE retention_log ENABLE ALWAYS TRIGGER append_only;
