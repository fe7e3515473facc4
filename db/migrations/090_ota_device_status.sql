-- 090: how far each device got in a campaign
--
-- What: ota_device_status: one row per campaign and device.
--
-- Why: ota_campaigns counts; this says which device failed, and with what message.
--
-- Locks: A new table; its foreign key lets writers of ota_campaigns wait for a moment, readers never.
--
-- Note: device_id is no foreign key: the record of a rollout outlives the device.

CREATE TABLE ota_device_status (
    id            bigserial PRIMARY KEY,
    tenant_id     text NOT NULL,
    campaign_id   integer NOT NULL REFERENCES ota_campaigns (id) ON DELETE CASCADE,
    device_id     varchar NOT NULL,
    status        varchar(20) NOT NULL DEFAULT 'PENDING'
        CHECK (status IN ('PENDING', 'DOWNLOADING', 'INSTALLING', 'SUCCESS', 'FAILED', 'SKIPPED')),
    progress_pct  integer NOT NULL DEFAULT 0 CHECK (progress_pct >= 0 AND progress_pct <= 100),
    error_message text,
    started_at    timestamptz,
    completed_at  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT uq_ota_device_campaign UNIQUE (tenant_id, campaign_id, device_id)
);

CREATE INDEX idx_ota_device_status_campaign ON ota_device_status (tenant_id, campaign_id);
CREATE INDEX idx_ota_device_status_pending ON ota_device_status (tenant_id, campaign_id, status)
    WHERE status = 'PENDING';
CREATE INDEX idx_ota_device_status_device ON ota_device_status (tenant_id, device_id);

COMMENT ON TABLE ota_device_status IS 'Progress of one device in one over-the-air campaign.';
COMMENT ON COLUMN ota_device_status.progress_pct IS 'Of the current step, 0 to 100, as the device reports it.';

ALTER TABLE ota_device_status ENABLE ROW LEVEL SECURITY;
CREATE POLICY ota_device_status_tenant_isolation ON ota_device_status
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON ota_device_status TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE ota_device_status_id_seq TO pulse_app, pulse_operator;
