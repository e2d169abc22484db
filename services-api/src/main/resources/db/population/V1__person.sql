-- The public security bureau's population register. Only its own role reads or writes it.
CREATE TABLE person (
  citizen_number  text PRIMARY KEY CHECK (citizen_number ~ '^[0-9]{17}[0-9X]$'),
  full_name       text NOT NULL,
  full_name_latin text NOT NULL,
  sex             text NOT NULL CHECK (sex IN ('female', 'male')),
  birth_date      date NOT NULL,
  ethnicity       text NOT NULL,
  address         text NOT NULL,
  district        text NOT NULL,
  resident_since  date NOT NULL,
  phone           text,
  employer        text,
  tenure          text NOT NULL CHECK (tenure IN ('owner', 'tenant', 'family')),
  state           text NOT NULL CHECK (state IN ('resident', 'moved-away', 'deceased'))
);
