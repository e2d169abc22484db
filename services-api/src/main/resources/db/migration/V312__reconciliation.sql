-- Where database and chain do not agree: a registration under a department's account that nobody queued, and one
-- that was final and is gone. Each is told once.
CREATE TABLE chain_finding (
  kind        text NOT NULL CHECK (kind IN ('unknown', 'lost')),
  department  text NOT NULL,
  digest      text NOT NULL,
  block       bigint,
  transaction text,
  found_at    timestamptz NOT NULL,
  PRIMARY KEY (kind, digest)
);
-- How far they were compared: blocks up to this one, and final acts up to that one, round after round.
CREATE TABLE chain_comparison (
  department text PRIMARY KEY,
  block      bigint,
  hash       text,
  act        bigint NOT NULL DEFAULT 0
);
