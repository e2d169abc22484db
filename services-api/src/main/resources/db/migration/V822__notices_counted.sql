-- Time that a case waited for its applicant is no working time; further notices are counted in public.
-- No case had a notice before.
ALTER TABLE case_count ADD COLUMN waited bigint NOT NULL DEFAULT 0;
ALTER TABLE case_count ADD COLUMN notices integer NOT NULL DEFAULT 0;
ALTER TABLE case_count ALTER COLUMN waited DROP DEFAULT;
ALTER TABLE case_count ALTER COLUMN notices DROP DEFAULT;
ALTER TABLE case_count ADD CHECK (waited >= 0 AND notices >= 0);
