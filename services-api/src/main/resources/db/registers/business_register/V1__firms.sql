-- The demonstration city's business register. Old founding dates came from paper and are texts.
CREATE TABLE firm (
  entry          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  credit_code    text NOT NULL,
  firm_name      text NOT NULL,
  business_scope text,
  address        text NOT NULL,
  district       text,
  founded_on     text,
  state          text NOT NULL,
  owner_number   text NOT NULL,
  owner_name     text NOT NULL
);
CREATE INDEX firm_by_owner ON firm (owner_number);
CREATE TABLE name_reservation (
  entry              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reservation_number text NOT NULL,
  trade_name         text NOT NULL,
  scope              text NOT NULL,
  capital            numeric(12, 2),
  employees          integer,
  reserved_until     date NOT NULL,
  applicant_number   text NOT NULL
);
CREATE INDEX name_reservation_by_applicant ON name_reservation (applicant_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
