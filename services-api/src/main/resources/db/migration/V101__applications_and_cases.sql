-- Drafts: what a citizen has typed so far. Version counts saves; a save names the version it read.
CREATE TABLE application (
  id              uuid PRIMARY KEY,
  owner           text NOT NULL,
  owner_name      text NOT NULL,
  citizen_number  text,
  service         text NOT NULL,
  service_version integer NOT NULL,
  answers         jsonb NOT NULL DEFAULT '{}',
  fetched         jsonb NOT NULL DEFAULT '{}',
  fetched_at      timestamptz,
  consent         text NOT NULL DEFAULT 'none' CHECK (consent IN ('none', 'given', 'declined')),
  page            text,
  version         bigint NOT NULL DEFAULT 1,
  saved_at        timestamptz NOT NULL,
  submitted       boolean NOT NULL DEFAULT false
);
CREATE INDEX application_owner ON application (owner, saved_at DESC) WHERE NOT submitted;

-- What was consented to, and when: a row for each answer to the question, never changed.
CREATE TABLE consent (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  application uuid NOT NULL,
  owner       text NOT NULL,
  provider    text NOT NULL,
  items       text[] NOT NULL,
  given       boolean NOT NULL,
  at          timestamptz NOT NULL
);

CREATE TABLE document (
  id          uuid PRIMARY KEY,
  application uuid NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  field       text NOT NULL,
  name        text NOT NULL,
  media_type  text NOT NULL,
  size        integer NOT NULL,
  sha256      text NOT NULL,
  content     bytea NOT NULL
);
CREATE INDEX document_application ON document (application);

CREATE SEQUENCE case_number;

-- The authority's file on one submitted application. The unique application is the claim that makes
-- a submit take effect once; pending says that the workflow has something to do by itself.
CREATE TABLE case_file (
  reference       text PRIMARY KEY,
  application     uuid NOT NULL UNIQUE REFERENCES application (id),
  department      text NOT NULL,
  service         text NOT NULL,
  service_version integer NOT NULL,
  owner           text NOT NULL,
  applicant_name  text NOT NULL,
  citizen_number  text,
  answers         jsonb NOT NULL,
  provenance      jsonb NOT NULL,
  state           text NOT NULL CHECK (state IN ('submitted', 'under-review', 'granted', 'refused', 'withdrawn')),
  submitted_at    timestamptz NOT NULL,
  due_on          date NOT NULL,
  assignee        text,
  assignee_name   text,
  decision_reason text,
  decided_at      timestamptz,
  decided_by      text,
  decided_by_name text,
  credential      uuid,
  version         bigint NOT NULL DEFAULT 1,
  pending         boolean NOT NULL
);
CREATE INDEX case_inbox ON case_file (department, state, due_on);
CREATE INDEX case_owner ON case_file (owner, submitted_at DESC);
CREATE INDEX case_pending ON case_file (submitted_at) WHERE pending;

-- A step of a case takes effect at most once: this row is taken in the transaction of its effect.
CREATE TABLE step_claim (
  reference text NOT NULL REFERENCES case_file (reference),
  step      text NOT NULL,
  taken_at  timestamptz NOT NULL,
  PRIMARY KEY (reference, step)
);

CREATE TABLE case_check (
  reference text NOT NULL REFERENCES case_file (reference),
  position  integer NOT NULL,
  id        text NOT NULL,
  name      jsonb NOT NULL,
  outcome   text NOT NULL,
  detail    jsonb NOT NULL,
  PRIMARY KEY (reference, id)
);

CREATE TABLE case_event (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reference text NOT NULL REFERENCES case_file (reference),
  at        timestamptz NOT NULL,
  code      text NOT NULL,
  text      jsonb NOT NULL,
  by        jsonb
);
CREATE INDEX case_event_reference ON case_event (reference, id);



-- Every read of personal data: only ever added to.
CREATE TABLE access_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL, account_name text NOT NULL,
  what text NOT NULL, subject text NOT NULL, purpose text NOT NULL,
  at timestamptz NOT NULL
);
