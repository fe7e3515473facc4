-- 061: device groups
--
-- What: Named groups of devices with hand-picked members, and alert rules that look only at members of a group.
-- Groups that are a query instead of a list come with 085.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules for a catalogue-only change; SHARE ROW EXCLUSIVE on tenants for the foreign key:
-- whoever writes tenants waits until the file commits.
--
-- Note: device_group_members refers to the group, not to the device: a device may leave the registry first.

ALTER TABLE alert_rules ADD COLUMN group_ids text[];

COMMENT ON COLUMN alert_rules.group_ids IS
  'The rule looks only at members of these device_groups; NULL or empty means all';

CREATE TABLE device_groups (
  group_id    text NOT NULL,
  tenant_id   text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  name        text NOT NULL,
  description text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, group_id)
);

CREATE TABLE device_group_members (
  tenant_id text NOT NULL,
  group_id  text NOT NULL,
  device_id text NOT NULL,
  added_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, group_id, device_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES device_groups (tenant_id, group_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_groups_tenant ON device_groups (tenant_id);
CREATE INDEX idx_device_group_members_device ON device_group_members (tenant_id, device_id);

ALTER TABLE device_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_group_members ENABLE ROW LEVEL SECURITY;

CREATE POLICY device_groups_tenant_isolation ON device_groups
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

CREATE POLICY device_group_members_tenant_isolation ON device_group_members
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

COMMENT ON TABLE device_groups IS 'Groups of devices whose members are listed one by one';
COMMENT ON TABLE device_group_members IS 'Which device is in which group; gone when the group is';

GRANT SELECT, INSERT, UPDATE, DELETE ON device_groups, device_group_members TO pulse_app, pulse_operator;
