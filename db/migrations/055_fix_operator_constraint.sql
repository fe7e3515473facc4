-- 055: alert_rules.operator speaks the services' language: GT, LT, GTE, LTE
--
-- What: Rewrites the symbols (> < >= <=) that 040 allowed into the words that the API writes and the evaluator
-- reads, then swaps the check constraint.
--
-- Why: Under 040's check the API could not store a rule at all, and a rule with a symbol never fired.
--
-- Stops: When a rule has an operator without a counterpart (== and != among them): the error names the rules, and
-- nothing is changed. Choosing another operator is a decision about monitoring, so nobody makes it here.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules until the file commits. The table holds some rows per tenant, so the check
-- is added at once and not in two steps: the lock is held anyway, the scan takes milliseconds.
--
-- Note: alert_rules forces row security even on its owner, who would see no row to convert. Forcing is lifted and
-- restored inside one statement, under the same lock.

DO $$
DECLARE
  nameless text;
  converted bigint;
BEGIN
  ALTER TABLE alert_rules NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE alert_rules DROP CONSTRAINT IF EXISTS chk_alert_rules_operator;

  UPDATE alert_rules
  SET operator = CASE btrim(operator) WHEN '>' THEN 'GT' WHEN '<' THEN 'LT' WHEN '>=' THEN 'GTE' ELSE 'LTE' END
  WHERE btrim(operator) IN ('>', '<', '>=', '<=');
  GET DIAGNOSTICS converted = ROW_COUNT;

  SELECT string_agg(format('tenant %s rule %s (%s)', tenant_id, coalesce(rule_id, id::text), operator), ', '
    ORDER BY id)
  INTO nameless
  FROM (SELECT * FROM alert_rules WHERE operator NOT IN ('GT', 'LT', 'GTE', 'LTE') ORDER BY id LIMIT 20) AS rule;
  IF nameless IS NOT NULL THEN
    RAISE EXCEPTION 'alert_rules.operator: no counterpart among GT, LT, GTE, LTE for %', nameless
      USING ERRCODE = 'check_violation',
        HINT = 'Change the operator of these rules (at most 20 are named), or delete them, and run again.';
  END IF;

  ALTER TABLE alert_rules
    ADD CONSTRAINT chk_alert_rules_operator CHECK (operator IN ('GT', 'LT', 'GTE', 'LTE'));
  ALTER TABLE alert_rules FORCE ROW LEVEL SECURITY;

  IF converted > 0 THEN
    RAISE NOTICE '055: operator of % alert rule(s) converted', converted;
  END IF;
END $$;

COMMENT ON COLUMN alert_rules.operator IS
  'GT, LT, GTE or LTE, compared with threshold; NULL for rules without a threshold, such as anomaly rules';
