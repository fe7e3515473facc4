-- 059: an alert that nobody acknowledges escalates
--
-- What: A rule may say after how many minutes (alert_rules.escalation_minutes); an alert remembers that it has been
-- escalated and when. Existing alerts start at level 0 and existing rules do not escalate.
--
-- Lock: ACCESS EXCLUSIVE on fleet_alert and alert_rules. The columns are catalogue-only changes; the index scans
-- fleet_alert once (a million rows took 0.3 s, from memory) and holds only the open alerts that are still to escalate.

ALTER TABLE fleet_alert
  ADD COLUMN escalation_level integer NOT NULL DEFAULT 0,
  ADD COLUMN escalated_at     timestamptz;

ALTER TABLE alert_rules ADD COLUMN escalation_minutes integer;

CREATE INDEX idx_fleet_alert_escalation ON fleet_alert (tenant_id, status, created_at)
  WHERE status = 'OPEN' AND escalation_level = 0;

COMMENT ON COLUMN fleet_alert.escalation_level IS
  '0 until escalated; with an escalation policy (066) the level reached';
COMMENT ON COLUMN alert_rules.escalation_minutes IS
  'Minutes an alert of this rule may stay open before it escalates; NULL means never';
