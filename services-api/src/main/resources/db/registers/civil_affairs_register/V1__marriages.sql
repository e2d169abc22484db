-- The demonstration city's civil affairs register: one row a marriage, read from either side.
CREATE TABLE marriage (
  entry              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  certificate_number text NOT NULL,
  state              text NOT NULL,
  married_on         date NOT NULL,
  wife_number        text NOT NULL,
  wife_name          text NOT NULL,
  husband_number     text NOT NULL,
  husband_name       text NOT NULL
);
CREATE INDEX marriage_by_wife ON marriage (wife_number);
CREATE INDEX marriage_by_husband ON marriage (husband_number);
CREATE VIEW marriage_of_person AS
  SELECT wife_number AS citizen_number, state, husband_name AS spouse_name, married_on, certificate_number FROM marriage
  UNION ALL
  SELECT husband_number, state, wife_name, married_on, certificate_number FROM marriage;
CREATE TABLE care (
  entry              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  certificate_number text NOT NULL,
  citizen_number     text NOT NULL,
  category           text NOT NULL,
  grade              text NOT NULL,
  assessed_on        date NOT NULL,
  valid_until        date
);
CREATE INDEX care_by_citizen ON care (citizen_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
