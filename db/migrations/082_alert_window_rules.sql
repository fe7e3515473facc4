-- 082: alert rules over a time window
--
-- What: alert_rules gains aggregation and window_seconds: "the average over ten minutes is above 80". Both NULL: the
-- rule looks at single values, as every rule did before.
--
-- Why: Single values flap; a window does not.
--
-- Locks: ACCESS EXCLUSIVE on alert_rules, for moments: the columns are new and NULL in every row, so the checks are
-- added NOT VALID and then validated in one short pass over a small table.
--
-- pulse:allow scanning-constraint: alert_rules is a table of settings

ALTER TABLE alert_rules
    ADD COLUMN aggregation varchar(10),
    ADD COLUMN window_seconds integer;

ALTER TABLE alert_rules
    ADD CONSTRAINT chk_aggregation_values
        CHECK (aggregation IS NULL OR aggregation IN ('avg', 'min', 'max', 'count', 'sum')) NOT VALID,
    ADD CONSTRAINT chk_window_seconds_range
        CHECK (window_seconds IS NULL OR (window_seconds >= 60 AND window_seconds <= 3600)) NOT VALID;

ALTER TABLE alert_rules VALIDATE CONSTRAINT chk_aggregation_values;
ALTER TABLE alert_rules VALIDATE CONSTRAINT chk_window_seconds_range;

COMMENT ON COLUMN alert_rules.aggregation IS
  'How the values of the window become one: avg, min, max, count, sum. NULL: no window.';
COMMENT ON COLUMN alert_rules.window_seconds IS 'Length of the window in seconds, 60 to 3600. NULL: no window.';
