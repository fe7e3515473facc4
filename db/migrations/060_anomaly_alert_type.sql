-- 060: anomaly rules
--
-- What: An index for the evaluator's question "which enabled anomaly rules does this tenant have?".
--
-- Why: rule_type has no check constraint, so 'anomaly' needs no other change; its parameters (metric_name,
-- window_minutes, z_threshold, min_samples) are in alert_rules.conditions.
--
-- Lock: SHARE on alert_rules while some rows per tenant are scanned.

CREATE INDEX idx_alert_rules_anomaly ON alert_rules (tenant_id, rule_type)
  WHERE rule_type = 'anomaly' AND enabled = true;
