-- 064: device API tokens
--
-- What: The credentials with which a device reports: a client_id that names the token and a hash of the secret. A
-- device may have several, for rotation; a revoked one keeps its row.
--
-- Secret: token_hash is a hash; the token itself is shown once, when it is made, and stored nowhere.
--
-- Lock: None on existing tables, but for the foreign key's short lock on device_registry.

CREATE TABLE device_api_tokens (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id  text NOT NULL,
  device_id  text NOT NULL,
  client_id  text NOT NULL UNIQUE,
  token_hash text NOT NULL,
  label      text NOT NULL DEFAULT 'default',
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  CONSTRAINT fk_device_api_tokens_device
    FOREIGN KEY (tenant_id, device_id) REFERENCES device_registry (tenant_id, device_id) ON DELETE CASCADE
);

CREATE INDEX idx_device_api_tokens_device ON device_api_tokens (tenant_id, device_id);
CREATE INDEX idx_device_api_tokens_tenant ON device_api_tokens (tenant_id);

ALTER TABLE device_api_tokens ENABLE ROW LEVEL SECURITY;

CREATE POLICY device_api_tokens_tenant_isolation ON device_api_tokens
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

COMMENT ON TABLE device_api_tokens IS 'Credentials of devices; valid while revoked_at is NULL';
COMMENT ON COLUMN device_api_tokens.client_id IS
  'Public name of the token, unique over all tenants: it comes before the tenant is known';
COMMENT ON COLUMN device_api_tokens.token_hash IS 'Hash of the secret; the secret itself is not stored';

GRANT SELECT, INSERT, UPDATE, DELETE ON device_api_tokens TO pulse_app, pulse_operator;
