CREATE TABLE application (
  id uuid PRIMARY KEY,
  owner text NOT NULL,
  service text NOT NULL,
  service_version int NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'submitted')),
  answers jsonb NOT NULL,
  fetched jsonb NOT NULL,
  consent text NOT NULL DEFAULT 'none',
  page text,
  version int NOT NULL,
  saved_at timestamptz NOT NULL,
  case_reference text
);
CREATE INDEX application_owner ON application (owner) WHERE state = 'draft';
CREATE TABLE consent (
  id uuid PRIMARY KEY,
  application uuid NOT NULL,
  owner text NOT NULL,
  provider text NOT NULL,
  given boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE document (
  id uuid PRIMARY KEY,
  application uuid NOT NULL REFERENCES application ON DELETE CASCADE,
  field text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  size int NOT NULL,
  sha256 text NOT NULL,
  bytes bytea NOT NULL
);
CREATE INDEX document_application ON document (application);
CREATE SEQUENCE case_number;
-- The unique application is the claim of submission: same application, same case.
CREATE TABLE case_file (
  reference text PRIMARY KEY,
  application uuid NOT NULL UNIQUE,
  department text NOT NULL,
  service text NOT NULL,
  service_version int NOT NULL,
  applicant text NOT NULL,
  applicant_name text NOT NULL,
  citizen_number text,
  answers jsonb NOT NULL,
  provenance jsonb NOT NULL,
  documents jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('submitted', 'under-review', 'granted', 'refused', 'withdrawn')),
  assignee text,
  assignee_name text,
  version int NOT NULL,
  submitted_at timestamptz NOT NULL,
  due_on date NOT NULL,
  step int NOT NULL,
  -- Whether the workflow has a step to run by itself; what a crash leaves behind is found by it.
  runnable boolean NOT NULL,
  decision_reason text,
  decided_at timestamptz,
  decided_by text,
  credential uuid
);
CREATE INDEX case_file_inbox ON case_file (department, state, due_on);
CREATE INDEX case_file_applicant ON case_file (applicant);
CREATE INDEX case_file_runnable ON case_file (submitted_at) WHERE runnable;
-- One row, one effect: a step or a decision takes its row in the transaction of its effect.
CREATE TABLE case_claim (
  reference text NOT NULL REFERENCES case_file,
  claim text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (reference, claim)
);
CREATE TABLE case_check (
  reference text NOT NULL REFERENCES case_file,
  position int NOT NULL,
  id text NOT NULL,
  name_en text NOT NULL, name_zh text NOT NULL,
  outcome text NOT NULL,
  detail_en text NOT NULL, detail_zh text NOT NULL,
  PRIMARY KEY (reference, id)
);
CREATE TABLE case_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text NOT NULL REFERENCES case_file,
  at timestamptz NOT NULL,
  code text NOT NULL,
  text_en text NOT NULL, text_zh text NOT NULL,
  by_en text, by_zh text
);
CREATE INDEX case_event_reference ON case_event (reference, id);
CREATE TABLE access_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL, account_name text NOT NULL,
  what text NOT NULL, subject text NOT NULL, purpose text NOT NULL,
  at timestamptz NOT NULL
);
