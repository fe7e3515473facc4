-- 095: X.509 certificates of devices
--
-- What: device_certificates: the public certificates with which devices may authenticate, and their revocation.
-- Private keys are never stored.
--
-- Why: Some tenants' devices prove who they are by certificate instead of by token.
--
-- Locks: A new table; its foreign key lets writers of device_registry wait for a moment, readers never.
--
-- Note: The fingerprint is unique over all tenants: one certificate means one device, wherever it connects.

CREATE TABLE device_certificates (
    id                 serial PRIMARY KEY,
    tenant_id          text NOT NULL,
    device_id          text NOT NULL,
    cert_pem           text NOT NULL,
    fingerprint_sha256 varchar(64) NOT NULL UNIQUE,
    common_name        varchar(200) NOT NULL,
    issuer             varchar(200) NOT NULL,
    serial_number      varchar(100) NOT NULL,
    status             varchar(20) NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'REVOKED', 'EXPIRED')),
    not_before         timestamptz NOT NULL,
    not_after          timestamptz NOT NULL,
    revoked_at         timestamptz,
    revoked_reason     varchar(100),
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_device_certificates_device FOREIGN KEY (tenant_id, device_id)
        REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_certificates_tenant_device ON device_certificates (tenant_id, device_id);
-- Repeats the unique key; kept because the contract names it.
CREATE INDEX idx_device_certificates_fingerprint ON device_certificates (fingerprint_sha256);
CREATE INDEX idx_device_certificates_status_expiry ON device_certificates (status, not_after);
CREATE INDEX idx_device_certificates_tenant ON device_certificates (tenant_id);

COMMENT ON TABLE device_certificates IS 'Public X.509 certificates of devices and whether they still count.';
COMMENT ON COLUMN device_certificates.fingerprint_sha256 IS 'Hexadecimal SHA-256 of the certificate in DER form.';

ALTER TABLE device_certificates ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_certificates_tenant_isolation ON device_certificates
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY device_certificates_operator_read ON device_certificates FOR SELECT TO pulse_operator USING (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON device_certificates TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE device_certificates_id_seq TO pulse_app, pulse_operator;
