-- 036: devices, states, alerts, rules, routes and integrations belong to a tenant that exists, and go when it goes.
--
-- Why: deleting a tenant left its rows behind, and a misspelt tenant could own devices.
--
-- Danger: DELETE FROM tenants removes, from here on, everything the tenant has in these six tables (services mark
-- tenants as deleted instead). The keys are added NOT VALID: they hold for new and changed rows at once, and rows that
-- are there are not read, so that a table and tenants are locked against writing for a moment only and orphans in place
-- do not stop the file. 036a removes the orphans and validates the keys; it has to run after this file, and again if
-- this file is applied late (a database that the Python runner left without it). Tables that later files have dropped
-- (071) are passed over then.

DO $$
DECLARE
  wanted text := 'FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id) ON DELETE CASCADE';
  child text;
  existing text;
BEGIN
  FOREACH child IN ARRAY ARRAY[
      'device_registry', 'device_state', 'fleet_alert', 'alert_rules', 'integrations', 'integration_routes'] LOOP
    CONTINUE WHEN to_regclass(child) IS NULL;
    SELECT pg_get_constraintdef(oid) INTO existing FROM pg_constraint
      WHERE conrelid = child::regclass AND conname = format('fk_%s_tenant', child);
    IF NOT FOUND THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s NOT VALID', child, format('fk_%s_tenant', child), wanted);
    ELSIF existing NOT IN (wanted, wanted || ' NOT VALID') THEN
      RAISE EXCEPTION 'constraint fk_%_tenant of table % is there already, but is another one: %', child, child,
          existing
        USING ERRCODE = 'duplicate_object', TABLE = child, HINT = format(
          'Find out who made it and why; then ALTER TABLE %I DROP CONSTRAINT %I; and migrate again.',
          child, format('fk_%s_tenant', child));
    END IF;
  END LOOP;
END $$;
