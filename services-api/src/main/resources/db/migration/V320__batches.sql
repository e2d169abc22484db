-- How a digest is registered: by itself, or under the Merkle root of its batch.
ALTER TABLE chain_act ADD COLUMN mode text NOT NULL DEFAULT 'digests'
  CHECK (mode IN ('digests', 'root'));

-- A batch is formed once. Its leaves keep their places for good, so that the same root goes out again after any loss
-- and each leaf's path can be made anew.
CREATE TABLE chain_batch (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department      text NOT NULL,
  credential_type text NOT NULL,
  root            text NOT NULL,
  leaf_count      integer NOT NULL CHECK (leaf_count > 0),
  formed_at       timestamptz NOT NULL,
  UNIQUE (department, root)
);
ALTER TABLE chain_act
  ADD COLUMN batch bigint REFERENCES chain_batch (id),
  ADD COLUMN leaf integer,
  ADD CHECK ((batch IS NULL) = (leaf IS NULL)),
  ADD CHECK (batch IS NULL OR kind = 'register' AND mode = 'root');
CREATE UNIQUE INDEX chain_act_leaf ON chain_act (batch, leaf) WHERE batch IS NOT NULL;
CREATE INDEX chain_act_ungathered ON chain_act (department, credential_type, id)
  WHERE kind = 'register' AND mode = 'root' AND batch IS NULL;

-- What a receipt tells of the block; null for those that were mined before this.
ALTER TABLE chain_transaction ADD COLUMN block_time timestamptz;

-- A finding is of a digest or of a batch's root.
ALTER TABLE chain_finding RENAME COLUMN digest TO hash;
ALTER TABLE chain_finding ADD COLUMN mode text NOT NULL DEFAULT 'digests'
  CHECK (mode IN ('digests', 'root'));
ALTER TABLE chain_comparison ADD COLUMN batch bigint NOT NULL DEFAULT 0;
