-- A key for each person, wrapped by the master key. Copy this table apart from all others and keep its newest copy alone: a
-- backup of the one without the other says nothing. Erasing a person is deleting their row.
CREATE TABLE person_key (
  id      uuid PRIMARY KEY,
  person  text NOT NULL UNIQUE,
  master  text NOT NULL,
  wrapped bytea NOT NULL,
  made_at timestamptz NOT NULL
);

-- What is of a person, sealed by their key: bytes that begin with 1. What was there before is text, which never does.
ALTER TABLE application ALTER COLUMN owner_name TYPE bytea USING convert_to(owner_name, 'UTF8'),
  ALTER COLUMN citizen_number TYPE bytea USING convert_to(citizen_number, 'UTF8'),
  ALTER COLUMN answers DROP DEFAULT,
  ALTER COLUMN answers TYPE bytea USING convert_to(answers::text, 'UTF8'), ALTER COLUMN answers SET DEFAULT '{}',
  ALTER COLUMN fetched DROP DEFAULT, ALTER COLUMN fetched DROP NOT NULL,
  ALTER COLUMN fetched TYPE bytea USING convert_to(nullif(fetched::text, '{}'), 'UTF8'),
  ALTER COLUMN presented DROP DEFAULT, ALTER COLUMN presented DROP NOT NULL,
  ALTER COLUMN presented TYPE bytea USING convert_to(nullif(presented::text, '{}'), 'UTF8');
ALTER TABLE document ALTER COLUMN name TYPE bytea USING convert_to(name, 'UTF8');
ALTER TABLE case_file ALTER COLUMN applicant_name TYPE bytea USING convert_to(applicant_name, 'UTF8'),
  ALTER COLUMN citizen_number TYPE bytea USING convert_to(citizen_number, 'UTF8'),
  ALTER COLUMN answers TYPE bytea USING convert_to(answers::text, 'UTF8'),
  ALTER COLUMN provenance TYPE bytea USING convert_to(provenance::text, 'UTF8'),
  ALTER COLUMN decision_reason TYPE bytea USING convert_to(decision_reason, 'UTF8'),
  ALTER COLUMN decided_by_name TYPE bytea USING convert_to(decided_by_name, 'UTF8'),
  ADD COLUMN name_index bigint[];
ALTER TABLE case_check ALTER COLUMN detail TYPE bytea USING convert_to(detail::text, 'UTF8');
ALTER TABLE case_event ALTER COLUMN text TYPE bytea USING convert_to(text::text, 'UTF8'),
  ALTER COLUMN by TYPE bytea USING convert_to(by::text, 'UTF8');
ALTER TABLE exchange ALTER COLUMN subject TYPE bytea USING convert_to(subject, 'UTF8'),
  ALTER COLUMN records TYPE bytea USING convert_to(records::text, 'UTF8');
ALTER TABLE credential ALTER COLUMN holder_name TYPE bytea USING convert_to(holder_name, 'UTF8'),
  ALTER COLUMN compact TYPE bytea USING convert_to(compact, 'UTF8'),
  ALTER COLUMN facts TYPE bytea USING convert_to(facts::text, 'UTF8'),
  ADD COLUMN name_index bigint[];
ALTER TABLE presentation ALTER COLUMN shown TYPE bytea USING convert_to(shown::text, 'UTF8');
ALTER TABLE report ALTER COLUMN reason TYPE bytea USING convert_to(reason, 'UTF8'),
  ALTER COLUMN answer TYPE bytea USING convert_to(answer, 'UTF8');
