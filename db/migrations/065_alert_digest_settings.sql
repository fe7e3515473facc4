-- 065: a summary of alerts by e-mail
--
-- What: One row per tenant: how often, to whom, when last sent. No row means no digest.
--
-- Lock: None on existing tables.
--
-- Note: No row security and no foreign key to tenants: the digest worker reads the settings of all tenants, and the
-- API filters by tenant itself.

CREATE TABLE alert_digest_settings (
  tenant_id    text PRIMARY KEY,
  frequency    text NOT NULL DEFAULT 'daily' CHECK (frequency IN ('daily', 'weekly', 'disabled')),
  email        text NOT NULL,
  last_sent_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE alert_digest_settings IS 'How often and to whom a tenant''s alert digest goes';
COMMENT ON COLUMN alert_digest_settings.last_sent_at IS 'When the last digest went out; NULL means none has yet';

GRANT SELECT, INSERT, UPDATE, DELETE ON alert_digest_settings TO pulse_app, pulse_operator;
