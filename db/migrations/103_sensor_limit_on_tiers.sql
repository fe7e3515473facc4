-- 103: how many sensors a tier includes
--
-- What: device_tiers.default_sensor_limit: 5 for Basic, 15 for Standard, 30 for Premium, 10 for any other tier.
--
-- Why: The limit of 102 is the device's own; this is what it starts from. The device plans of 108 keep the same three
-- numbers, so the change to them takes nothing away.
--
-- Locks: ACCESS EXCLUSIVE on device_tiers, a table of a few rows, for moments.

ALTER TABLE device_tiers ADD COLUMN default_sensor_limit integer NOT NULL DEFAULT 10;

UPDATE device_tiers t
   SET default_sensor_limit = l.sensors
  FROM (VALUES ('basic', 5), ('standard', 15), ('premium', 30)) AS l (name, sensors)
 WHERE t.name = l.name;

COMMENT ON COLUMN device_tiers.default_sensor_limit IS
  'Sensors that a device of the tier may have unless its own sensor_limit says otherwise.';
