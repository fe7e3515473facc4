-- 085: device groups by a query instead of by a list
--
-- What: dynamic_device_groups holds a filter; whoever matches it at the time of asking is a member.
--
-- Why: Groups such as "all gateways in Oslo" went stale as lists.
--
-- Locks: A new table; its foreign key lets writers of tenants wait for a moment, readers never.

CREATE TABLE dynamic_device_groups (
    tenant_id    text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    group_id     text NOT NULL,
    name         text NOT NULL,
    description  text,
    query_filter jsonb NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, group_id)
);

CREATE INDEX idx_dynamic_device_groups_tenant ON dynamic_device_groups (tenant_id);

COMMENT ON TABLE dynamic_device_groups IS
  'Device groups whose members are found by a filter each time they are asked for.';
COMMENT ON COLUMN dynamic_device_groups.query_filter IS
  'Conditions on device_registry that the services translate; {} matches every device.';

ALTER TABLE dynamic_device_groups ENABLE ROW LEVEL SECURITY;
CREATE POLICY dynamic_device_groups_tenant_isolation ON dynamic_device_groups
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON dynamic_device_groups TO pulse_app, pulse_operator;
