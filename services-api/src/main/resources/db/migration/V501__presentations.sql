-- OpenID4VP: what wallets are asked to show, and what they showed. The token that opens a request is kept by its
-- SHA-256 only; the key for an encrypted answer until the answer is there; what was shown until it is to be forgotten.
CREATE TABLE presentation (
  id            uuid PRIMARY KEY,
  verifier      text,          -- a registered organisation; null where the city asks for an application
  application   uuid REFERENCES application (id) ON DELETE CASCADE,
  account       text NOT NULL,
  purpose       jsonb NOT NULL,
  query         jsonb NOT NULL,
  prefix        text NOT NULL,
  client_id     text NOT NULL,
  profile       text NOT NULL CHECK (profile IN ('openid4vp', 'haip')),
  token         text NOT NULL UNIQUE,
  response_key  text,
  encrypted     boolean NOT NULL,
  redirect_uri  text,
  made_at       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  fetched_at    timestamptz,
  refusals      int NOT NULL DEFAULT 0,
  last_refusal  text,
  ended         text CHECK (ended IN ('answered', 'declined')),
  ended_at      timestamptz,
  answer        text,          -- SHA-256 of the wallet's message, so that the same message again is told the same
  response_code text,          -- SHA-256
  shown         jsonb,
  keep_until    timestamptz,
  CHECK ((verifier IS NULL) <> (application IS NULL))
);
CREATE INDEX presentation_verifier ON presentation (verifier, made_at DESC) WHERE verifier IS NOT NULL;
CREATE INDEX presentation_application ON presentation (application) WHERE application IS NOT NULL;
CREATE INDEX presentation_kept ON presentation (keep_until) WHERE keep_until IS NOT NULL;

-- Questions that an organisation asks again and again.
CREATE TABLE presentation_template (
  id       uuid PRIMARY KEY,
  verifier text NOT NULL,
  name     text NOT NULL,
  purpose  text NOT NULL,
  query    jsonb NOT NULL,
  made_by  text NOT NULL,
  made_at  timestamptz NOT NULL,
  UNIQUE (verifier, name)
);
