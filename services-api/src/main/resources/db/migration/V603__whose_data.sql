-- Whose data an entry is about: the person's account id. items: names of what was read, or references of what was
-- listed. reason: in the words of who did it. Empty members are NULL and left out of what is hashed.
ALTER TABLE audit_entry ADD COLUMN person text, ADD COLUMN items text[], ADD COLUMN reason text;
CREATE INDEX audit_entry_person ON audit_entry (person, at DESC, stream, number) WHERE person IS NOT NULL;
-- Lists are about many people: each is found by the references of their own cases.
CREATE INDEX audit_entry_listed ON audit_entry USING gin (items) WHERE person IS NULL AND items IS NOT NULL;
