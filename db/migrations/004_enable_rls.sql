-- 004: tenant isolation: the roles the services work as, and row security on the first tables.
--
-- How it works: a service logs in as the service role (iot, unless pulse.service_role names another), then for a
-- tenant's request does SET LOCAL ROLE pulse_app and sets app.tenant_id. The policies show and accept only rows of that
-- tenant. Unset or empty, app.tenant_id matches no row. For an operator's request it does SET LOCAL ROLE
-- pulse_operator, which bypasses row security.
--
-- FORCE makes the policies hold for the tables' owner too. So an owner without BYPASSRLS sees NO row of these tables,
-- also in later migrations; those that move or judge rows (018, 036a, 038, 040) lift FORCE for their own duration. A
-- worker that reads all tenants as the service role itself, without SET ROLE, has to be given BYPASSRLS by a superuser.
--
-- Danger: ALTER TABLE takes each of the six tables for a moment. A role is the whole server's: one that exists is used
-- as it is, and pulse_operator gets BYPASSRLS if it lacks that.
--
-- Deliberate differences: the connecting role need not be the service role, which is made without login where it is
-- missing. Nothing here needs a superuser where roles and memberships exist already; where something is missing and may
-- not be made, the error lists the exact statements for somebody who may.

DO $$
DECLARE
  service text := COALESCE(NULLIF(current_setting('pulse.service_role', true), ''), 'iot');
  granted text;
  statement text;
  wanted text[] := '{}';
  refused text[] := '{}';
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pulse_app' AND (rolsuper OR rolbypassrls)) THEN
    RAISE EXCEPTION 'role pulse_app bypasses row security: with it every tenant would see every other'
      USING HINT = 'As a superuser: ALTER ROLE pulse_app NOSUPERUSER NOBYPASSRLS;';
  END IF;

  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pulse_app') THEN
    wanted := wanted || 'CREATE ROLE pulse_app NOLOGIN'::text;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pulse_operator') THEN
    wanted := wanted || 'CREATE ROLE pulse_operator NOLOGIN BYPASSRLS'::text;
  ELSIF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pulse_operator' AND NOT (rolsuper OR rolbypassrls)) THEN
    wanted := wanted || 'ALTER ROLE pulse_operator BYPASSRLS'::text;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
    wanted := wanted || format('CREATE ROLE %I NOLOGIN', service);
  END IF;
  FOREACH granted IN ARRAY ARRAY['pulse_app', 'pulse_operator'] LOOP
    -- A superuser counts as a member of every role; it is made a real one all the same, in case it stops being one.
    CONTINUE WHEN EXISTS (
      SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles s ON s.oid = m.member
      WHERE r.rolname = granted AND s.rolname = service AND pg_has_role(s.oid, r.oid, 'USAGE'));
    wanted := wanted || format('GRANT %I TO %I', granted, service);
  END LOOP;

  FOREACH statement IN ARRAY wanted LOOP
    BEGIN
      EXECUTE statement;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of this server was migrated at the same moment
      WHEN insufficient_privilege OR undefined_object THEN
        refused := refused || statement;
    END;
  END LOOP;

  FOREACH granted IN ARRAY ARRAY['pulse_app', 'pulse_operator'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = granted)
      OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service);
    IF pg_has_role(service, granted, 'MEMBER') THEN -- enough to SET ROLE, which is what the services do
      refused := array_remove(refused, format('GRANT %I TO %I', granted, service));
    END IF;
  END LOOP;
  IF refused <> '{}' THEN
    RAISE EXCEPTION 'roles for tenant isolation are missing, and % may not make them', current_user
      USING ERRCODE = 'insufficient_privilege',
        DETAIL = format('The services log in as %I and switch to pulse_app or pulse_operator.', service),
        HINT = 'As a superuser run: ' || array_to_string(refused, '; ') || '; and migrate again.';
  END IF;

  -- Where PUBLIC has lost its right to look names up in the schema, the roles still need it.
  FOREACH granted IN ARRAY ARRAY['pulse_app', 'pulse_operator'] LOOP
    IF NOT has_schema_privilege(granted, 'public', 'USAGE') THEN
      EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', granted);
    END IF;
  END LOOP;
END $$;

-- What a role may do to a table at all; which rows, the policies decide. Tables without a policy (app_settings,
-- operator_audit_log and the counters) are guarded by nothing but the services' own code.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  alert_rules, app_settings, delivery_attempts, delivery_jobs, device_registry, device_state, fleet_alert,
  integration_routes, integrations, operator_audit_log, quarantine_counters_minute, quarantine_events, rate_limits
  TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE
  alert_rules_id_seq, delivery_attempts_attempt_id_seq, delivery_jobs_job_id_seq, fleet_alert_id_seq,
  operator_audit_log_id_seq, quarantine_events_id_seq, rate_limits_id_seq
  TO pulse_app, pulse_operator;

-- No default privileges: they would hold only for objects made by the role that runs this file, and would open whatever
-- that role ever makes, the migrations' own history included, to every tenant. Each file grants what it makes.

ALTER TABLE device_state ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON device_state TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE fleet_alert ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON fleet_alert TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE delivery_attempts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON delivery_attempts TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE integrations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON integrations TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE integration_routes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON integration_routes TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON rate_limits TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
