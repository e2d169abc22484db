-- The one source of every published status list: a place has a state, the value of Token Status List §7.1
-- (0 valid, 1 revoked, 2 suspended). A certificate has a place for each of its copies; a place without a
-- certificate is a decoy and never becomes one's.
ALTER TABLE status_place
  ADD COLUMN state smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  ALTER COLUMN credential DROP NOT NULL,
  DROP CONSTRAINT status_place_credential_key,
  DROP CONSTRAINT status_place_place_check,
  ADD CHECK (place >= 0);
UPDATE status_place SET state = 1 WHERE revoked;
DROP INDEX status_place_revoked;
ALTER TABLE status_place DROP COLUMN revoked;
CREATE INDEX status_place_of_credential ON status_place (credential);
CREATE INDEX status_place_set ON status_place (department, number, place) INCLUDE (state) WHERE state <> 0;
CREATE INDEX status_place_decoy ON status_place (department, number, place) WHERE credential IS NULL AND state <> 1;

-- changes counts up with every change of a place: who has signed fewer has told less.
ALTER TABLE status_list
  ADD COLUMN size      int NOT NULL DEFAULT 131072 CHECK (size >= 131072 AND size % 8 = 0),
  ADD COLUMN changes   bigint NOT NULL DEFAULT 0,
  ADD COLUMN opened_at timestamptz NOT NULL DEFAULT now();

-- What a place was, and when that ended: no certificate is named here.
CREATE TABLE status_change (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department text NOT NULL,
  number     int NOT NULL,
  place      int NOT NULL,
  old        smallint NOT NULL,
  new        smallint NOT NULL,
  at         timestamptz NOT NULL,
  FOREIGN KEY (department, number, place) REFERENCES status_place
);
CREATE INDEX status_change_of_place ON status_change (department, number, place, at DESC, id DESC);
INSERT INTO status_change (department, number, place, old, new, at)
  SELECT p.department, p.number, p.place, 0, 1, coalesce(c.revoked_at, now())
  FROM status_place p JOIN credential c ON c.id = p.credential WHERE p.state = 1;
UPDATE status_list l SET opened_at = least(l.opened_at,
  (SELECT min(c.valid_from) FROM status_place p JOIN credential c ON c.id = p.credential
   WHERE p.department = l.department AND p.number = l.number));

-- The lists as they were signed last, for every node to give out.
CREATE TABLE published_list (
  department text NOT NULL,
  number     int NOT NULL,
  form       text NOT NULL CHECK (form IN ('revocation', 'suspension', 'token')),
  changes    bigint NOT NULL,
  key_id     text NOT NULL,
  signed_at  timestamptz NOT NULL,
  compact    text NOT NULL,
  tag        text NOT NULL,
  PRIMARY KEY (department, number, form),
  FOREIGN KEY (department, number) REFERENCES status_list
);
