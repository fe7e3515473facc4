-- 105: an alert rule for one sensor, or for one kind of sensor
--
-- What: alert_rules gains sensor_id and sensor_type. Both NULL: the rule looks at a metric, as before.
--
-- Why: "Every temperature above 60" should not need one rule per metric name.
--
-- Locks: ACCESS EXCLUSIVE on alert_rules and a lock against writes on sensors, for moments: the column is NULL in
-- every row, so the foreign key has nothing to look up.
--
-- Note: A rule whose sensor is deleted keeps existing without it (ON DELETE SET NULL) and then looks at its metric on
-- every device.

ALTER TABLE alert_rules
    ADD COLUMN sensor_id integer REFERENCES sensors (sensor_id) ON DELETE SET NULL,
    ADD COLUMN sensor_type text;

CREATE INDEX idx_alert_rules_sensor ON alert_rules (sensor_id) WHERE sensor_id IS NOT NULL;
CREATE INDEX idx_alert_rules_sensor_type ON alert_rules (tenant_id, sensor_type) WHERE sensor_type IS NOT NULL;

COMMENT ON COLUMN alert_rules.sensor_id IS 'Only this sensor; NULL: not bound to one.';
COMMENT ON COLUMN alert_rules.sensor_type IS 'Only sensors of this type; NULL: of any.';
