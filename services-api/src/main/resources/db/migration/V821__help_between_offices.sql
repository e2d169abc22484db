-- A material may also be proven by help between offices: the holder of a register corrected it for the case. Cases that had
-- such help are counted again, but for those of which retention has deleted what is counted.
ALTER TABLE case_count ADD COLUMN by_help integer NOT NULL DEFAULT 0;
ALTER TABLE case_count ALTER COLUMN by_help DROP DEFAULT;
ALTER TABLE case_count DROP CONSTRAINT case_count_check1;
ALTER TABLE case_count ADD CHECK (known <= fields AND by_certificate + by_data + by_help + by_declaration <= materials);
DELETE FROM case_count c USING case_file f
  WHERE f.reference = c.reference AND f.cleared_at IS NULL
    AND EXISTS (SELECT 1 FROM correction r WHERE r.case_reference = c.reference AND r.state = 'corrected');
