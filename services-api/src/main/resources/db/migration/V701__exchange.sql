-- What citizens agreed to. Of what was given nothing changes but its end.
CREATE TABLE consent_receipt (
  id           uuid PRIMARY KEY,
  owner        text NOT NULL,
  application  uuid NOT NULL,
  service      text NOT NULL,
  requester    text NOT NULL,
  items        jsonb NOT NULL,
  given_at     timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  record       text NOT NULL,
  withdrawn_at timestamptz,
  withdrawal   text,
  CHECK ((withdrawn_at IS NULL) = (withdrawal IS NULL))
);
CREATE INDEX consent_receipt_owner ON consent_receipt (owner, given_at DESC, id DESC);
CREATE INDEX consent_receipt_application ON consent_receipt (application, given_at DESC, id DESC);
COMMENT ON TABLE consent IS 'Answers to the question before receipts were signed. Closed: consent_receipt goes on.';

-- What a department asks of a register for one application: the unique pair is the claim. next_at is the end of the
-- lease while waiting, the next try while unavailable. records go when kept_until is over; the hashes of both messages stay.
CREATE TABLE exchange (
  id            uuid PRIMARY KEY,
  application   uuid NOT NULL,
  service       text NOT NULL,
  requester     text NOT NULL,
  register      text NOT NULL,
  evidence_type text NOT NULL,
  fields        text[] NOT NULL,
  owner         text NOT NULL,
  subject       text NOT NULL,
  consent       uuid REFERENCES consent_receipt (id),
  law           jsonb,
  state         text NOT NULL CHECK (state IN ('idle', 'waiting', 'fetched', 'unavailable')),
  reason        text,
  attempts      integer NOT NULL DEFAULT 0,
  asked_at      timestamptz NOT NULL,
  next_at       timestamptz,
  request_hash  text,
  answer_hash   text,
  answered_at   timestamptz,
  kept_until    timestamptz,
  records       jsonb,
  UNIQUE (application, evidence_type),
  CHECK (consent IS NOT NULL OR law IS NOT NULL),
  CHECK ((state = 'fetched') = (records IS NOT NULL))
);
CREATE INDEX exchange_due ON exchange (next_at) WHERE state IN ('waiting', 'unavailable');
CREATE INDEX exchange_kept ON exchange (kept_until) WHERE state = 'fetched';
CREATE INDEX exchange_consent ON exchange (consent);

-- The provider's side: each message is answered once.
CREATE TABLE answered_request (
  requester text NOT NULL,
  id        text NOT NULL,
  hash      text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (requester, id)
);
CREATE INDEX answered_request_at ON answered_request (at);

CREATE TABLE access_right (
  id            text PRIMARY KEY,
  owner         text NOT NULL,
  register      text NOT NULL,
  evidence_type text NOT NULL,
  fields        text[] NOT NULL CHECK (cardinality(fields) > 0),
  requester     text NOT NULL,
  service       text NOT NULL,
  valid_from    timestamptz NOT NULL,
  valid_until   timestamptz NOT NULL CHECK (valid_until > valid_from),
  given_by      text NOT NULL,
  ended_at      timestamptz,
  ended_by      text,
  version       bigint NOT NULL DEFAULT 1
);
CREATE INDEX access_right_asked ON access_right (register, evidence_type, requester, service) WHERE ended_at IS NULL;

-- Each fetched value says from whom, when and by which exchange.
UPDATE application SET fetched = (
  SELECT coalesce(jsonb_object_agg(f.key, jsonb_build_object(
    'value', f.value, 'provider', 'population-register',
    'providerName', jsonb_build_object('en', 'Population register', 'zh', '人口库'),
    'at', to_char(fetched_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), '{}')
  FROM jsonb_each(application.fetched) f)
WHERE fetched <> '{}';
ALTER TABLE application DROP COLUMN fetched_at;
