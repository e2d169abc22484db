-- The demonstration city's social insurance register. Dates that came from paper are texts.
CREATE TABLE employment (
  entry                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  citizen_number       text NOT NULL,
  employer             text NOT NULL,
  employer_credit_code text,
  occupation           text,
  employed_since       text
);
CREATE INDEX employment_by_citizen ON employment (citizen_number);
CREATE TABLE insured (
  entry           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  citizen_number  text NOT NULL,
  insured_since   date NOT NULL,
  months          integer,
  insurance_state text NOT NULL,
  pension_kind    text,
  pension_since   text,
  recorded_on     date NOT NULL
);
CREATE INDEX insured_by_citizen ON insured (citizen_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
