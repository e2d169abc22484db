-- Who came in person for a case, as the counter writes it down: a day and a reason, nothing of the person.
CREATE TABLE visit (
  id        uuid PRIMARY KEY,
  reference text NOT NULL REFERENCES case_file (reference),
  came_on   date NOT NULL,
  purpose   text NOT NULL CHECK (purpose IN ('original', 'document', 'signature', 'collection', 'question')),
  noted_at  timestamptz NOT NULL,
  noted_by  text NOT NULL
);
CREATE INDEX visit_of_case ON visit (reference);
