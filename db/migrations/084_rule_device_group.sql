-- 084: an alert rule for one device group
--
-- What: alert_rules.device_group_id: the rule looks only at the members of this group. NULL: at all devices.
--
-- Why: group_ids (061) cannot name the dynamic groups of 085; this column may name either kind, which is also why it
-- is no foreign key.
--
-- Locks: ACCESS EXCLUSIVE on alert_rules for moments; the index is partial and starts empty.

ALTER TABLE alert_rules ADD COLUMN device_group_id text;

CREATE INDEX idx_alert_rules_device_group ON alert_rules (tenant_id, device_group_id)
    WHERE device_group_id IS NOT NULL;

COMMENT ON COLUMN alert_rules.device_group_id IS
  'Only devices of this group (device_groups or dynamic_device_groups); NULL: all devices.';
