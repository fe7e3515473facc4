-- 040: alert_rules has what the evaluator reads (025), and its operator is one of six signs.
--
-- Why: databases that were repaired by hand before 025 may have the columns with other types; an evaluator that fails
-- on one rule raises no alerts at all. An operator it does not know made it skip the rule in silence.
--
-- Data: rules whose operator is spelt GT, LT, GTE or LTE get the sign. (055 settles on the words and turns the signs
-- back into them.) Any other unknown operator stops the file and names the rules.
--
-- Danger: adding the check reads alert_rules under an exclusive lock; it is a table of settings.
--
-- pulse:allow scanning-constraint: alert_rules is a table of settings

DO $$
DECLARE
  wrong text;
  bad text;
  hidden boolean;
BEGIN
  SELECT string_agg(format('%s: %s instead of %s', w.name, COALESCE(format_type(a.atttypid, a.atttypmod), 'missing'),
      w.type), ', ') INTO wrong
    FROM (VALUES ('rule_id', 'text'), ('metric_name', 'text'), ('operator', 'text'), ('threshold', 'double precision'),
        ('severity', 'integer'), ('site_ids', 'text[]'), ('conditions', 'jsonb')) AS w (name, type)
    LEFT JOIN pg_attribute a ON a.attrelid = 'alert_rules'::regclass AND a.attname = w.name AND NOT a.attisdropped
    WHERE format_type(a.atttypid, a.atttypmod) IS DISTINCT FROM w.type;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'columns of alert_rules are not as 025 makes them: %', wrong
      USING ERRCODE = 'datatype_mismatch', HINT = 'Put them right as 025_fix_alert_rules_schema.sql has them, and'
        ' migrate again.';
  END IF;

  hidden := row_security_active('alert_rules'); -- a forced policy would hide the rows from their owner
  IF hidden THEN
    ALTER TABLE alert_rules NO FORCE ROW LEVEL SECURITY;
  END IF;
  PERFORM set_config('row_security', 'off', true); -- an error, rather than rows overlooked
  UPDATE alert_rules SET operator = CASE upper(operator)
      WHEN 'GT' THEN '>' WHEN 'LT' THEN '<' WHEN 'GTE' THEN '>=' WHEN 'LTE' THEN '<=' END
    WHERE upper(operator) IN ('GT', 'LT', 'GTE', 'LTE');
  SELECT string_agg(format('%L of rule %s of tenant %s', operator, rule_id, tenant_id), ', ') INTO bad
    FROM (SELECT operator, rule_id, tenant_id FROM alert_rules
          WHERE operator NOT IN ('>', '<', '>=', '<=', '==', '!=') ORDER BY tenant_id, rule_id LIMIT 10) rules;
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'alert_rules has unknown operators: %', bad
      USING ERRCODE = 'check_violation', TABLE = 'alert_rules', CONSTRAINT = 'chk_alert_rules_operator',
        HINT = 'Known are > < >= <= == and !=. Put the rules right and migrate again (at most ten are named).';
  END IF;
  IF hidden THEN
    ALTER TABLE alert_rules FORCE ROW LEVEL SECURITY;
  END IF;
END $$;

ALTER TABLE alert_rules ADD CONSTRAINT chk_alert_rules_operator
  CHECK (operator IN ('>', '<', '>=', '<=', '==', '!='));
