-- One trade name, one trader: the row is the claim.
CREATE TABLE trade_name (
  folded      text PRIMARY KEY,
  name        text NOT NULL,
  application uuid NOT NULL
);
CREATE INDEX trade_name_application ON trade_name (application);
CREATE SEQUENCE organisation_number START 10000001 MAXVALUE 99999999;
