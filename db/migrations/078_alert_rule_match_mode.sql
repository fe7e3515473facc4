-- 078: rules with several conditions
--
-- What: alert_rules.match_mode says whether all conditions must hold or any of them; an index makes conditions
-- searchable.
--
-- Data: Rules of the older form {"combinator": "OR", "conditions": […]} get match_mode any. With the default they
-- would wait for all conditions from now on, and stay silent.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules until the file commits; some rows per tenant. The check is added at once,
-- the lock being held anyway. The table forces row security even on its owner, hence NO FORCE and FORCE in one
-- statement.

-- Column and rows in one statement: where the column is there already, nobody's choice is overwritten.
DO $$
BEGIN
  ALTER TABLE alert_rules
    NO FORCE ROW LEVEL SECURITY,
    ADD COLUMN match_mode text NOT NULL DEFAULT 'all'
      CONSTRAINT alert_rules_match_mode_check CHECK (match_mode IN ('all', 'any'));
  UPDATE alert_rules
  SET match_mode = 'any'
  WHERE jsonb_typeof(conditions -> 'conditions') = 'array' AND upper(conditions ->> 'combinator') = 'OR';
  ALTER TABLE alert_rules FORCE ROW LEVEL SECURITY;
END $$;

COMMENT ON COLUMN alert_rules.match_mode IS 'all: every condition must hold; any: one is enough';

CREATE INDEX idx_alert_rules_conditions_gin ON alert_rules USING gin (conditions);
