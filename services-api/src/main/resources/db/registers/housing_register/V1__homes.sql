-- The demonstration city's housing register.
CREATE TABLE home_owner (
  entry        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deed_number  text NOT NULL,
  owner_number text NOT NULL,
  owner_name   text NOT NULL,
  address      text NOT NULL,
  district     text,
  area         numeric(8, 2),
  owned_since  date NOT NULL
);
CREATE INDEX home_owner_by_owner ON home_owner (owner_number);
CREATE TABLE lease (
  entry           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  contract_number text NOT NULL,
  tenant_number   text NOT NULL,
  tenant_name     text NOT NULL,
  landlord_number text NOT NULL,
  landlord_name   text NOT NULL,
  landlord_phone  text,
  address         text NOT NULL,
  district        text,
  lease_from      date NOT NULL,
  lease_until     date
);
CREATE INDEX lease_by_tenant ON lease (tenant_number);
CREATE TABLE premises (
  entry           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  premises_number text NOT NULL,
  user_number     text NOT NULL,
  address         text NOT NULL,
  district        text,
  area            numeric(8, 2),
  holding         text NOT NULL,
  owner_name      text,
  held_since      date NOT NULL
);
CREATE INDEX premises_by_user ON premises (user_number);

-- Which neighbourhoods of the demonstration city are in, so that each is loaded once; plan: seed/people of the first load.
CREATE TABLE generated_block (
  block     integer PRIMARY KEY,
  plan      text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
