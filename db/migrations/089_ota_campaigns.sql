-- 089: roll a firmware version out to a group
--
-- What: ota_campaigns: which version goes to which group, how fast, and at what share of failures it stops.
--
-- Why: A firmware update is a rollout with a brake, not a command to everybody at once.
--
-- Locks: A new table; its foreign keys let writers of tenants and firmware_versions wait for a moment, readers never.
--
-- Note: A version that a campaign used cannot be deleted (ON DELETE RESTRICT): the campaign would not say any more
-- what it installed.

CREATE TABLE ota_campaigns (
    id                  serial PRIMARY KEY,
    tenant_id           text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    name                varchar(100) NOT NULL,
    firmware_version_id integer NOT NULL REFERENCES firmware_versions (id) ON DELETE RESTRICT,
    target_group_id     text NOT NULL,
    rollout_strategy    varchar(20) NOT NULL DEFAULT 'linear' CHECK (rollout_strategy IN ('linear', 'canary')),
    rollout_rate        integer NOT NULL DEFAULT 10,
    abort_threshold     double precision NOT NULL DEFAULT 0.1,
    status              varchar(20) NOT NULL DEFAULT 'CREATED'
        CHECK (status IN ('CREATED', 'RUNNING', 'PAUSED', 'COMPLETED', 'ABORTED')),
    total_devices       integer NOT NULL DEFAULT 0,
    succeeded           integer NOT NULL DEFAULT 0,
    failed              integer NOT NULL DEFAULT 0,
    started_at          timestamptz,
    completed_at        timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now(),
    created_by          text
);

CREATE INDEX idx_ota_campaigns_tenant ON ota_campaigns (tenant_id);
CREATE INDEX idx_ota_campaigns_status ON ota_campaigns (tenant_id, status);

COMMENT ON TABLE ota_campaigns IS 'Over-the-air rollouts of a firmware version to a device group.';
COMMENT ON COLUMN ota_campaigns.target_group_id IS
  'device_groups.group_id or dynamic_device_groups.group_id of the same tenant.';
COMMENT ON COLUMN ota_campaigns.rollout_rate IS 'Devices started per step.';
COMMENT ON COLUMN ota_campaigns.abort_threshold IS
  'Share of failed devices (0 to 1) at which the campaign stops itself.';

ALTER TABLE ota_campaigns ENABLE ROW LEVEL SECURITY;
CREATE POLICY ota_campaigns_tenant_isolation ON ota_campaigns
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON ota_campaigns TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE ota_campaigns_id_seq TO pulse_app, pulse_operator;
