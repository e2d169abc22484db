-- What statistics count of a case, one row each and nothing of the person: made again from the case whenever its version
-- is another, so it may be emptied at any time. Days are the city's; months are named by their first day.
CREATE TABLE case_count (
  reference      text PRIMARY KEY,
  version        bigint NOT NULL,
  service        text NOT NULL,
  applied_in     date NOT NULL,
  decided_in     date,
  at_once        boolean NOT NULL,
  seconds        bigint,
  fields         integer NOT NULL,
  known          integer NOT NULL,
  materials      integer NOT NULL,
  by_certificate integer NOT NULL,
  by_data        integer NOT NULL,
  by_declaration integer NOT NULL,
  CHECK ((decided_in IS NULL) = (seconds IS NULL)),
  CHECK (known <= fields AND by_certificate + by_data + by_declaration <= materials)
);
CREATE INDEX case_count_applied ON case_count (applied_in);
CREATE INDEX case_count_decided ON case_count (decided_in) WHERE decided_in IS NOT NULL;
