-- Which case an application became, so that who opens it again finds the way there.
ALTER TABLE application ADD COLUMN case_reference text;
UPDATE application SET case_reference = c.reference FROM case_file c WHERE c.application = application.id;
