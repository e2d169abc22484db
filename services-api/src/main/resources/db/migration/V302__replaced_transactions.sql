-- A transaction replaced by a dearer one may be mined all the same: its hashes are kept, the oldest first.
ALTER TABLE chain_transaction ADD COLUMN earlier text[] NOT NULL DEFAULT '{}';
