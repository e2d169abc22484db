-- When its holder asked that a certificate be revoked; the first time counts.
ALTER TABLE credential ADD COLUMN revocation_asked_at timestamptz;
CREATE INDEX credential_revocation_asked ON credential (department, revocation_asked_at)
  WHERE revocation_asked_at IS NOT NULL AND state <> 1;
