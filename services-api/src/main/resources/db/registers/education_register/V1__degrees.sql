-- The demonstration city's education register. Institutions send dates as they write them: texts.
CREATE TABLE degree (
  entry          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  degree_number  text NOT NULL,
  citizen_number text NOT NULL,
  holder_name    text NOT NULL,
  title          text,
  level          text NOT NULL,
  major          text,
  institution    text NOT NULL,
  awarded_on     text
);
CREATE INDEX degree_by_citizen ON degree (citizen_number);
CREATE TABLE enrolment (
  entry          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  student_number text NOT NULL,
  citizen_number text NOT NULL,
  school         text NOT NULL,
  level          text NOT NULL,
  enrolled_on    date NOT NULL
);
CREATE INDEX enrolment_by_citizen ON enrolment (citizen_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
