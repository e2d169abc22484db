-- What certificates from wallets said, by field; kept beside the answers as fetched is.
ALTER TABLE application ADD COLUMN presented jsonb NOT NULL DEFAULT '{}';
