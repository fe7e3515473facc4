-- 054: alert_rules.duration_seconds
--
-- What: How long a condition must have held before the rule fires; 0 fires at once, as every rule did before.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules for a catalogue-only change (constant default, no rewrite).
--
-- Note: 074 adds the same in minutes, which is what the evaluator reads from then on.

ALTER TABLE alert_rules ADD COLUMN duration_seconds integer NOT NULL DEFAULT 0;

COMMENT ON COLUMN alert_rules.duration_seconds IS
  'Seconds a condition must hold before the rule fires; 0 means at once. Superseded by duration_minutes (074).';
