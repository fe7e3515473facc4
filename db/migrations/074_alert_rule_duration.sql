-- 074: alert_rules.duration_minutes
--
-- What: How long a condition must hold before the rule fires, in the unit that users enter. NULL means at once.
--
-- Why: From here on the evaluator reads minutes and no longer duration_seconds (054). A rule that waited would
-- otherwise fire at once.
--
-- Data: Rules with a duration in seconds get it in minutes, rounded up: 90 seconds become 2 minutes, so that no rule
-- fires earlier than before. duration_seconds stays as it is.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules until the file commits; some rows per tenant. The check is added at once,
-- the lock being held anyway. The table forces row security even on its owner, hence NO FORCE and FORCE in one
-- statement.

-- Column and rows in one statement: where the column is there already, nobody's minutes are overwritten.
DO $$
BEGIN
  ALTER TABLE alert_rules
    NO FORCE ROW LEVEL SECURITY,
    ADD COLUMN duration_minutes integer
      CONSTRAINT alert_rules_duration_minutes_check CHECK (duration_minutes IS NULL OR duration_minutes > 0);
  UPDATE alert_rules SET duration_minutes = ceil(duration_seconds / 60.0) WHERE duration_seconds > 0;
  ALTER TABLE alert_rules FORCE ROW LEVEL SECURITY;
END $$;

COMMENT ON COLUMN alert_rules.duration_minutes IS
  'Minutes a condition must hold before the rule fires; NULL means at once';
