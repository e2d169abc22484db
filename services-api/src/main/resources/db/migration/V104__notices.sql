-- One-time notices: a clerk says once what is missing, and the application is open again until the
-- applicant sends it. An application that is open again keeps its case_reference.
ALTER TABLE case_file DROP CONSTRAINT case_file_state_check;
ALTER TABLE case_file ADD CONSTRAINT case_file_state_check CHECK
  (state IN ('submitted', 'under-review', 'waiting-for-applicant', 'granted', 'refused', 'withdrawn'));
ALTER TABLE case_file ADD COLUMN notices integer NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN answer_by date;

-- What was submitted with a case stays in it; only what is added afterwards can be taken out again.
ALTER TABLE document ADD COLUMN submitted boolean NOT NULL DEFAULT false;
UPDATE document SET submitted = true WHERE application IN (SELECT id FROM application WHERE submitted);

CREATE TABLE notice (
  reference    text NOT NULL REFERENCES case_file (reference),
  number       integer NOT NULL CHECK (number > 0),
  sent_at      timestamptz NOT NULL,
  sent_by      text NOT NULL,
  sent_by_name text NOT NULL,
  items        bytea NOT NULL,
  reason       bytea,
  answer_by    date NOT NULL,
  ended_at     timestamptz,
  ended        text CHECK (ended IN ('completed', 'taken-back', 'withdrawn')),
  before       bytea,
  PRIMARY KEY (reference, number),
  CHECK ((ended IS NULL) = (ended_at IS NULL)),
  CHECK ((number = 1) = (reason IS NULL))
);
