-- 030: a tenant may have several subscriptions: one MAIN, ADDONs to it that end when it ends, TRIAL and TEMPORARY ones;
-- a device belongs to one of them.
--
-- Why: customers buy more devices in the middle of a term and want one date of renewal. Two triggers keep it so: an
-- ADDON takes its parent's term_end whenever it is written, and a MAIN's new term_end is handed on to its ADDONs.
--
-- Isolation: a tenant reads its subscriptions and writes none; operators do everything; the service role reads all.
--
-- Danger: adding the foreign key to device_registry takes an exclusive lock on it and reads it once (one row a device;
-- the new column is NULL everywhere, so nothing is looked up). 031 fills it.
--
-- Deliberate difference: the view subscription_devices works with its reader's rights (security_invoker, PostgreSQL 15
-- and newer). As an ordinary view it would work as its owner and show every tenant's devices to any tenant.

CREATE TABLE subscriptions (
  subscription_id text PRIMARY KEY,
  tenant_id text NOT NULL REFERENCES tenants (tenant_id),
  subscription_type text NOT NULL CHECK (subscription_type IN ('MAIN', 'ADDON', 'TRIAL', 'TEMPORARY')),
  parent_subscription_id text REFERENCES subscriptions (subscription_id),
  device_limit integer NOT NULL DEFAULT 0,
  active_device_count integer NOT NULL DEFAULT 0,
  term_start timestamptz NOT NULL,
  term_end timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('TRIAL', 'ACTIVE', 'GRACE', 'SUSPENDED', 'EXPIRED')),
  grace_end timestamptz,
  plan_id text,
  description text,
  created_at timestamptz DEFAULT now(),
  updated_at timestamptz DEFAULT now(),
  created_by text,
  CONSTRAINT addon_requires_parent CHECK (
    (subscription_type = 'ADDON' AND parent_subscription_id IS NOT NULL) OR subscription_type <> 'ADDON'),
  CONSTRAINT main_no_parent CHECK (
    (subscription_type = 'MAIN' AND parent_subscription_id IS NULL) OR subscription_type <> 'MAIN')
);
CREATE INDEX idx_subscriptions_tenant ON subscriptions (tenant_id, status);
CREATE INDEX idx_subscriptions_parent ON subscriptions (parent_subscription_id)
  WHERE parent_subscription_id IS NOT NULL;
CREATE INDEX idx_subscriptions_expiring ON subscriptions (term_end) WHERE status IN ('ACTIVE', 'TRIAL');
COMMENT ON TABLE subscriptions IS 'What a tenant has paid for: device limits and terms. An ADDON ends with its parent';

CREATE FUNCTION generate_subscription_id() RETURNS text
  LANGUAGE sql VOLATILE AS $$
  SELECT 'SUB-' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD') || '-'
    || upper(left(replace(gen_random_uuid()::text, '-', ''), 12));
$$;
COMMENT ON FUNCTION generate_subscription_id() IS
  'SUB-, the day in UTC, and 48 random bits: a number people can read out';

CREATE FUNCTION sync_addon_term_end() RETURNS trigger
  LANGUAGE plpgsql AS $$
DECLARE
  parent_end timestamptz;
BEGIN
  SELECT term_end INTO parent_end FROM subscriptions WHERE subscription_id = NEW.parent_subscription_id;
  IF FOUND THEN -- a parent that does not exist is for the foreign key to refuse
    NEW.term_end := parent_end;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION sync_addon_term_end() IS 'Row trigger: an ADDON ends when its parent ends, whatever was sent';

CREATE FUNCTION cascade_term_end_to_addons() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.term_end IS DISTINCT FROM OLD.term_end THEN
    UPDATE subscriptions SET term_end = NEW.term_end, updated_at = now()
      WHERE parent_subscription_id = NEW.subscription_id AND subscription_type = 'ADDON';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION cascade_term_end_to_addons() IS
  'Row trigger: the new end of a MAIN subscription is that of its ADDONs';

CREATE TRIGGER trg_sync_addon_term BEFORE INSERT OR UPDATE ON subscriptions
  FOR EACH ROW WHEN (NEW.subscription_type = 'ADDON') EXECUTE FUNCTION sync_addon_term_end();
CREATE TRIGGER trg_cascade_term_end AFTER UPDATE ON subscriptions
  FOR EACH ROW WHEN (OLD.subscription_type = 'MAIN') EXECUTE FUNCTION cascade_term_end_to_addons();

GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions TO pulse_app;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON subscriptions TO pulse_operator;

ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY subscriptions_customer_read ON subscriptions FOR SELECT TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY subscriptions_operator_all ON subscriptions TO pulse_operator USING (true) WITH CHECK (true);
DO $$
BEGIN
  EXECUTE format('CREATE POLICY subscriptions_service_read ON subscriptions FOR SELECT TO %I USING (true)',
    COALESCE(NULLIF(current_setting('pulse.service_role', true), ''), 'iot'));
END $$;

ALTER TABLE device_registry ADD COLUMN subscription_id text REFERENCES subscriptions (subscription_id);
CREATE INDEX idx_device_subscription ON device_registry (subscription_id) WHERE subscription_id IS NOT NULL;
COMMENT ON COLUMN device_registry.subscription_id IS 'The subscription that covers the device; NULL: none does';

CREATE VIEW subscription_devices AS
  SELECT d.tenant_id, d.device_id, d.site_id, d.status AS device_status, s.subscription_id, s.subscription_type,
      s.status AS subscription_status, s.term_end, s.device_limit, s.active_device_count
    FROM device_registry d
    LEFT JOIN subscriptions s ON s.subscription_id = d.subscription_id;
COMMENT ON VIEW subscription_devices IS 'Every device with the subscription that covers it, if one does';
DO $$
BEGIN
  IF current_setting('server_version_num')::integer >= 150000 THEN
    ALTER VIEW subscription_devices SET (security_invoker = true);
  END IF;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON subscription_devices TO pulse_app, pulse_operator;
