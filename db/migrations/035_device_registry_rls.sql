-- 035: tenant isolation for device_registry, delivery_jobs and quarantine_events.
--
-- Why: 004 left out the tables that services read across all tenants. Here they get row security that is not forced, so
-- their owner sees all rows, and policies that let the service role (iot, or pulse.service_role) through by name. A
-- tenant reads what of its messages was quarantined and changes nothing of it. Messages without a tenant are seen by
-- the service role and by operators only.
--
-- Danger: a moment's exclusive lock on each table. A service that works as any other role, without SET ROLE and
-- app.tenant_id, sees no device from here on.

ALTER TABLE device_registry ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_registry_tenant_policy ON device_registry
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_registry_operator_read ON device_registry FOR SELECT TO pulse_operator USING (true);

ALTER TABLE delivery_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY delivery_jobs_tenant_policy ON delivery_jobs
  USING (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE quarantine_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY quarantine_events_tenant_policy ON quarantine_events FOR SELECT
  USING (tenant_id = current_setting('app.tenant_id', true));

DO $$
DECLARE
  service text := COALESCE(NULLIF(current_setting('pulse.service_role', true), ''), 'iot');
BEGIN
  EXECUTE format(
    'CREATE POLICY device_registry_service ON device_registry TO %I USING (true) WITH CHECK (true)', service);
  EXECUTE format('CREATE POLICY delivery_jobs_service ON delivery_jobs TO %I USING (true)', service);
  EXECUTE format('CREATE POLICY quarantine_events_service ON quarantine_events TO %I USING (true)', service);
END $$;
