-- 025: the columns that the evaluator and the API have been asking alert_rules for.
--
-- Why: the services know a rule by rule_id and read metric, operator, threshold and severity as columns; 000 hid them
-- all in conditions.
--
-- Danger: the random default of rule_id rewrites alert_rules under an exclusive lock, so that each rule that is there
-- gets an id of its own. It is a table of settings, some dozen rows a tenant. Rules made before keep what they say in
-- conditions: metric_name, operator and threshold stay NULL until somebody saves the rule again.
--
-- pulse:allow volatile-default: each rule that is there needs an id of its own, and alert_rules is small

ALTER TABLE alert_rules
  ADD COLUMN rule_id text DEFAULT gen_random_uuid()::text,
  ADD COLUMN metric_name text,
  ADD COLUMN operator text,
  ADD COLUMN threshold double precision,
  ADD COLUMN severity integer NOT NULL DEFAULT 3,
  ADD COLUMN site_ids text[];
COMMENT ON COLUMN alert_rules.rule_id IS 'How services and API know the rule; id is internal';
COMMENT ON COLUMN alert_rules.severity IS 'Severity of the alerts it raises: 1 is information, 3 warning, 5 critical';
COMMENT ON COLUMN alert_rules.site_ids IS 'Sites it holds for; NULL or empty means all';

ALTER TABLE alert_rules ADD CONSTRAINT alert_rules_tenant_rule_id_key UNIQUE (tenant_id, rule_id);
