-- A clerk asks a register's holder to correct it: once for each exchange and field, and the holder answers once. What is said
-- of the person is sealed by their key.
CREATE TABLE correction (
  id               uuid PRIMARY KEY,
  case_reference   text NOT NULL,
  department       text NOT NULL,
  holder           text NOT NULL,
  person           text NOT NULL,
  exchange         uuid NOT NULL,
  register         text NOT NULL,
  evidence_type    text NOT NULL,
  field            text NOT NULL,
  form_field       text NOT NULL,
  register_value   bytea NOT NULL,
  citizen_value    bytea NOT NULL,
  reason           bytea NOT NULL,
  document         uuid,
  asked_by         text NOT NULL,
  asked_by_name    text NOT NULL,
  asked_at         timestamptz NOT NULL,
  due_on           date NOT NULL,
  state            text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'corrected', 'not-corrected')),
  answer           bytea,
  answered_at      timestamptz,
  answered_by      text,
  answered_by_name text,
  version          bigint NOT NULL DEFAULT 1,
  UNIQUE (exchange, field),
  CHECK ((state = 'open') = (answer IS NULL))
);
CREATE INDEX correction_open ON correction (holder, due_on, asked_at) WHERE state = 'open';
CREATE INDEX correction_answered ON correction (holder, answered_at DESC) WHERE state <> 'open';
CREATE INDEX correction_case ON correction (case_reference, asked_at);
CREATE INDEX correction_person ON correction (person, asked_at DESC);
