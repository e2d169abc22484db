-- Every reader of a status list asks which bits are set: few of many places.
CREATE INDEX status_place_revoked ON status_place (department, number, place) WHERE revoked;
