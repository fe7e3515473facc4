-- 038: the status columns hold only the states that the services know.
--
-- Why: a status nobody knows is a device or an alert that no page shows.
--
-- Data: a status in other letters (online for ONLINE) is put right. Any other unknown one stops the file, with the
-- table, the statuses and how many rows have them: only somebody who knows what was meant can put those right.
--
-- Danger: adding a check reads the whole table under an exclusive lock. device_registry and device_state have one row a
-- device; fleet_alert has every alert ever raised and takes longest. The locks are held until the file commits.
--
-- Deliberate difference: the services' contract has chk_delivery_jobs_status in lower letters, while
-- delivery_jobs_status_check (001), which stays, wants upper ones. No status satisfies both, so between 038 and 071,
-- which drops the table, not one delivery job could be queued or finished. The dispatcher writes upper letters; here
-- the check therefore compares without regard to them.
--
-- pulse:allow scanning-constraint: what is wrong must stop the file; fleet_alert takes longest, the others are small

DO $$
DECLARE
  wanted record;
  hidden boolean;
  bad text;
BEGIN
  PERFORM set_config('row_security', 'off', true); -- an error, rather than rows overlooked
  FOR wanted IN SELECT * FROM (VALUES
      ('device_state', 'chk_device_state_status', ARRAY['ONLINE', 'STALE', 'OFFLINE']),
      ('fleet_alert', 'chk_fleet_alert_status', ARRAY['OPEN', 'ACKNOWLEDGED', 'CLOSED']),
      ('device_registry', 'chk_device_registry_status', ARRAY['ACTIVE', 'INACTIVE', 'SUSPENDED'])
    ) AS w (on_table, name, states) LOOP
    hidden := row_security_active(wanted.on_table); -- a forced policy would hide the rows from their owner
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', wanted.on_table);
    END IF;
    EXECUTE format('UPDATE %I SET status = upper(status) WHERE status <> ALL ($1) AND upper(status) = ANY ($1)',
      wanted.on_table) USING wanted.states;
    EXECUTE format(
      'SELECT string_agg(format(''%%L (%%s rows)'', status, n), '', '' ORDER BY status)
         FROM (SELECT status, count(*) AS n FROM %I WHERE status <> ALL ($1) GROUP BY status) unknown',
      wanted.on_table) INTO bad USING wanted.states;
    IF bad IS NOT NULL THEN
      RAISE EXCEPTION 'table % has rows of unknown status: %', wanted.on_table, bad
        USING ERRCODE = 'check_violation', TABLE = wanted.on_table, CONSTRAINT = wanted.name,
          HINT = format('Known are %s. Put the rows right and migrate again.', array_to_string(wanted.states, ', '));
    END IF;
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', wanted.on_table);
    END IF;
  END LOOP;
END $$;

ALTER TABLE device_state ADD CONSTRAINT chk_device_state_status
  CHECK (status IN ('ONLINE', 'STALE', 'OFFLINE'));
ALTER TABLE fleet_alert ADD CONSTRAINT chk_fleet_alert_status
  CHECK (status IN ('OPEN', 'ACKNOWLEDGED', 'CLOSED'));
ALTER TABLE device_registry ADD CONSTRAINT chk_device_registry_status
  CHECK (status IN ('ACTIVE', 'INACTIVE', 'SUSPENDED'));
ALTER TABLE delivery_jobs ADD CONSTRAINT chk_delivery_jobs_status
  CHECK (lower(status) IN ('pending', 'processing', 'completed', 'failed', 'dead'));
