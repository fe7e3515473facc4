-- 072: no dead policy on telemetry
--
-- What: Drops the policy operator_read of 021 where a database still has it. 034 has taken it and the row security
-- of telemetry away already, because compression and row security exclude each other; so usually there is nothing to
-- do.
--
-- Why: A policy on a table without row security does nothing, and looks as if it did.
--
-- Lock: None if the policy is gone (DROP POLICY IF EXISTS would lock telemetry all the same, hence the question
-- first); otherwise ACCESS EXCLUSIVE on telemetry for a catalogue-only change.

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_policy WHERE polrelid = 'telemetry'::regclass AND polname = 'operator_read') THEN
    DROP POLICY operator_read ON telemetry;
    RAISE NOTICE '072: policy operator_read dropped from telemetry';
  END IF;
END $$;
