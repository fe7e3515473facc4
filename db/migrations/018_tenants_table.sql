-- 018: the tenants themselves.
--
-- Why: until now a tenant was just a string in other tables. Operators create, suspend and delete tenants here; a
-- tenant may read its own row. Deleting is marking: status DELETED and deleted_at.
--
-- Data: tenants that have already registered devices, integrations or alert rules get a row, named by their id. Without
-- it 036a would take their devices for orphans and remove them. Tenants of which only states or alerts are left
-- (products of devices that are gone) get none.
--
-- Danger: reads three tables once. Row security is not forced here: the owner sees all tenants, and so do foreign keys.

CREATE TABLE tenants (
  tenant_id text PRIMARY KEY,
  name text NOT NULL,
  status text NOT NULL DEFAULT 'ACTIVE',
  contact_email text,
  contact_name text,
  plan text DEFAULT 'standard',
  max_devices integer DEFAULT 100,
  max_rules integer DEFAULT 50,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX tenants_status_idx ON tenants (status) WHERE status <> 'DELETED';
COMMENT ON TABLE tenants IS 'Customers of the platform. A deleted one keeps its row, with status DELETED';

DO $$
DECLARE
  source text;
  hidden boolean;
BEGIN
  PERFORM set_config('row_security', 'off', true); -- an error, rather than tenants overlooked
  FOREACH source IN ARRAY ARRAY['device_registry', 'integrations', 'alert_rules'] LOOP
    hidden := row_security_active(source); -- a forced policy would hide the rows from their owner
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', source);
    END IF;
    EXECUTE format('INSERT INTO tenants (tenant_id, name) SELECT DISTINCT tenant_id, tenant_id FROM %I'
      ' ON CONFLICT (tenant_id) DO NOTHING', source);
    IF hidden THEN
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', source);
    END IF;
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON tenants TO pulse_app;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON tenants TO pulse_operator;

-- pulse_app has the right to write but no policy that lets it: it reads its own row and changes none (until 096).
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_customer_read ON tenants FOR SELECT TO pulse_app
  USING (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY tenant_operator_read ON tenants FOR SELECT TO pulse_operator USING (true);
CREATE POLICY tenant_operator_write ON tenants TO pulse_operator USING (true) WITH CHECK (true);
