-- A seal of the audit log is registered as a digest without a certificate.
ALTER TABLE chain_act
  ALTER COLUMN credential DROP NOT NULL,
  ADD CHECK (credential IS NOT NULL OR (credential_type = 'AuditSeal' AND kind = 'register' AND mode = 'digests'));
