-- 036a: rows of tenants that do not exist are removed, and the foreign keys of 036 are validated.
--
-- Why: orphans from before 036 belong to nobody: no tenant sees them, and the keys cannot be trusted while they are
-- there. A warning for each table says how many were removed, and of which tenants.
--
-- Danger: DELETES rows, with what depends on them (device tags, delivery jobs and attempts). To look first:
--   SELECT DISTINCT tenant_id FROM device_registry WHERE tenant_id NOT IN (SELECT tenant_id FROM tenants);
-- and to keep them, insert those tenants before. Validating reads each table, and lets writers work meanwhile. Where
-- the connecting role is an owner without BYPASSRLS, forced row security has to be lifted for the duration (or the
-- orphans could not be seen): that locks the table against everybody until this file has committed.
--
-- May be run again with psql; tables that later files have dropped (071) are passed over.

DO $$
DECLARE
  child text;
  hidden boolean;
  removed bigint;
  owners text;
BEGIN
  PERFORM set_config('row_security', 'off', true); -- an error, rather than orphans or tenants overlooked
  FOREACH child IN ARRAY ARRAY[
      'device_state', 'fleet_alert', 'alert_rules', 'integration_routes', 'integrations', 'device_registry'] LOOP
    CONTINUE WHEN to_regclass(child) IS NULL;
    IF NOT EXISTS (SELECT FROM pg_constraint
                   WHERE conrelid = child::regclass AND conname = format('fk_%s_tenant', child)) THEN
      RAISE EXCEPTION 'table % has no foreign key fk_%_tenant to validate', child, child
        USING ERRCODE = 'undefined_object', HINT = 'Apply 036_add_foreign_keys.sql first.';
    END IF;

    hidden := row_security_active(child);
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', child);
    END IF;
    EXECUTE format(
      'WITH gone AS (
         DELETE FROM %I AS c WHERE NOT EXISTS (SELECT FROM tenants t WHERE t.tenant_id = c.tenant_id)
         RETURNING c.tenant_id)
       SELECT count(*), string_agg(DISTINCT tenant_id, '', '') FROM gone', child) INTO removed, owners;
    IF removed > 0 THEN
      RAISE WARNING '% rows removed from %, of tenants that do not exist: %', removed, child, left(owners, 500);
    END IF;
    EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT %I', child, format('fk_%s_tenant', child));
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
    END IF;
  END LOOP;
END $$;
