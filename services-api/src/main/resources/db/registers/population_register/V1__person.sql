-- The demonstration city's population register, as a register that has grown is: one person may be entered twice.
CREATE TABLE person (
  entry           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  citizen_number  text NOT NULL,
  full_name       text NOT NULL,
  full_name_latin text,
  sex             text NOT NULL,
  birth_date      date NOT NULL,
  ethnicity       text,
  address         text,
  district        text,
  resident_since  date,
  tenure          text,
  host_name       text,
  host_relation   text,
  phone           text,
  state           text NOT NULL,
  recorded_on     date NOT NULL
);
CREATE INDEX person_by_citizen ON person (citizen_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
