-- 039: policies that no longer protect anything are removed from telemetry, wherever 034 found them under other names.
--
-- Why: a policy on a table without row security looks like protection and is none; pg_policies is where people look
-- during an incident. 034 has removed those of 021; databases that were repaired by hand may have others.
--
-- Danger: none: without row security (034) a policy has no effect, and with it switched on by hand the file stops,
-- because then the policies do protect. On a database made by these files there is nothing to remove.

DO $$
DECLARE
  leftover name;
BEGIN
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'telemetry'::regclass) THEN
    RAISE EXCEPTION 'row security of telemetry is on again, although 034 switched it off'
      USING HINT = 'It excludes compression. Find out who switched it on; ALTER TABLE telemetry DISABLE ROW LEVEL'
        ' SECURITY; and migrate again.';
  END IF;
  FOR leftover IN SELECT polname FROM pg_policy WHERE polrelid = 'telemetry'::regclass LOOP
    EXECUTE format('DROP POLICY %I ON telemetry', leftover);
    RAISE NOTICE 'policy % of telemetry removed: without row security it had no effect', leftover;
  END LOOP;
END $$;
