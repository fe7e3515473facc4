-- 088: the firmware images a tenant can roll out
--
-- What: firmware_versions: one row per image, with its place, size and checksum. The image itself is not here.
--
-- Why: The over-the-air campaigns of 089 point at a version, not at a URL that may change under them.
--
-- Locks: A new table; its foreign key lets writers of tenants wait for a moment, readers never.
--
-- Note: uq_firmware_tenant_version does not bind rows without a device_type: NULLs differ from one another.

CREATE TABLE firmware_versions (
    id              serial PRIMARY KEY,
    tenant_id       text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
    version         varchar(50) NOT NULL,
    description     text,
    file_url        text NOT NULL,
    file_size_bytes bigint,
    checksum_sha256 varchar(64),
    device_type     varchar(50),
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      text,
    CONSTRAINT uq_firmware_tenant_version UNIQUE (tenant_id, version, device_type)
);

CREATE INDEX idx_firmware_versions_tenant ON firmware_versions (tenant_id);
CREATE INDEX idx_firmware_versions_device_type ON firmware_versions (tenant_id, device_type);

COMMENT ON TABLE firmware_versions IS 'Firmware images of a tenant that an over-the-air campaign can install.';
COMMENT ON COLUMN firmware_versions.device_type IS 'Type of device the image is for; NULL: any.';
COMMENT ON COLUMN firmware_versions.checksum_sha256 IS
  'Hexadecimal SHA-256 of the image; the device must refuse another one.';

ALTER TABLE firmware_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY firmware_versions_tenant_isolation ON firmware_versions
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON firmware_versions TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE firmware_versions_id_seq TO pulse_app, pulse_operator;
