-- Pages of the log go on where the one before ended, in one order: (at, stream, number), the newest first.
DROP INDEX audit_entry_person;
CREATE INDEX audit_entry_person ON audit_entry (person, at, stream, number) WHERE person IS NOT NULL;
DROP INDEX audit_entry_at;
CREATE INDEX audit_entry_time ON audit_entry (at, stream, number);

-- A person reports an entry about their data: once, and an auditor answers once. No foreign key: the log is append-only,
-- and its check must be free to say that a row was removed.
CREATE TABLE report (
  id               uuid PRIMARY KEY,
  stream           text NOT NULL,
  number           bigint NOT NULL,
  person           text NOT NULL,
  reason           text NOT NULL,
  reported_at      timestamptz NOT NULL,
  due_on           date NOT NULL,
  state            text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'founded', 'unfounded')),
  answer           text,
  answered_at      timestamptz,
  answered_by      text,
  answered_by_name text,
  version          bigint NOT NULL DEFAULT 1,
  UNIQUE (stream, number, person),
  CHECK ((state = 'open') = (answer IS NULL))
);
CREATE INDEX report_open ON report (due_on, reported_at) WHERE state = 'open';
CREATE INDEX report_person ON report (person, reported_at DESC);
