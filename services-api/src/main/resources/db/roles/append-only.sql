-- The services' own role without a right to change the audit log. Run it as the tables' owner, after its node has
-- brought the schema to its version; onenet_app is the role that the other nodes sign in as (onenet.jdbc.user).
GRANT USAGE ON SCHEMA onenet TO onenet_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA onenet TO onenet_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA onenet TO onenet_app;
REVOKE UPDATE, DELETE ON onenet.audit_entry, onenet.audit_seal, onenet.audit_seal_stamp FROM onenet_app;
REVOKE DELETE ON onenet.audit_stream FROM onenet_app;
REVOKE INSERT, UPDATE, DELETE ON onenet.access_log, onenet.flyway_schema_history FROM onenet_app;
