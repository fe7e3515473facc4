-- 017: tenant isolation for alert_rules, as 004 gave it to the other tables.
--
-- Why: rules tell what a tenant measures and worries about; 004 left them open to every tenant.
--
-- Danger: a moment's exclusive lock. From here on a service that reads rules as pulse_app without app.tenant_id sees
-- none, and an owner without BYPASSRLS neither (FORCE).

ALTER TABLE alert_rules ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON alert_rules TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
