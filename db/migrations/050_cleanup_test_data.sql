-- 050: forget the demo tenants, so that 052 can plant them afresh
--
-- What: On a development or demo database: deletes the tenants that carry the mark {"demo": true} in
-- tenants.metadata, and everything they own. Nothing else is ever touched, so even a flag set by mistake on a
-- production database costs no real tenant a row.
--
-- When: Only if the setting pulse.demo_data is 'true' (the runner sets it from pulse.migrations.demo-data; plain
-- psql does not have it). Otherwise the file has no effect and is recorded as applied: switching the flag on later
-- does not bring it back, because an applied file is not run again.
--
-- Lock: Row locks on the demo tenants' rows. On tables with forced row security a short ACCESS EXCLUSIVE lock: the
-- owner of such a table sees no rows either, so forcing is lifted for the one statement.
--
-- Deliberate difference: the file of this name in older installations removed test tenants unconditionally.

DO $$
DECLARE
  demo_tenants text[];
  owned        text;
  forced       boolean;
  gone         bigint;
BEGIN
  IF coalesce(current_setting('pulse.demo_data', true), '') <> 'true' THEN
    RETURN;
  END IF;

  SELECT array_agg(tenant_id ORDER BY tenant_id) INTO demo_tenants
  FROM tenants
  WHERE metadata @> '{"demo": true}';
  IF demo_tenants IS NULL THEN
    RETURN;
  END IF;

  -- What the cascades from tenants do not reach, children before parents. device_registry comes before
  -- subscriptions because it refers to them.
  FOREACH owned IN ARRAY ARRAY[
    'telemetry', 'quarantine_events', 'quarantine_counters_minute', 'rate_limits', 'delivery_log',
    'metric_mappings', 'normalized_metrics', 'metric_catalog', 'audit_log',
    'device_registry', 'subscription_notifications', 'subscription_audit', 'subscriptions', 'tenants']
  LOOP
    SELECT relforcerowsecurity INTO STRICT forced FROM pg_class WHERE oid = owned::regclass;
    IF forced THEN
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', owned);
    END IF;
    EXECUTE format('DELETE FROM %I WHERE tenant_id = ANY ($1)', owned) USING demo_tenants;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF forced THEN
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
    END IF;
    IF gone > 0 THEN
      RAISE NOTICE '050: % row(s) of demo tenants deleted from %', gone, owned;
    END IF;
  END LOOP;
END $$;
