-- 013: alerts can also be sent by e-mail.
--
-- Why: the most asked-for way to be told. An e-mail integration needs its server settings and its recipients.
--
-- Danger: the checks are replaced under an exclusive lock and read the whole table, which is a few rows a tenant. No
-- row can fail them: each only gains a type. (The new enum value is not used here: PostgreSQL allows that only after
-- commit, which is why the checks compare text.)
--
-- pulse:allow scanning-constraint: integrations has a few rows a tenant

ALTER TYPE integration_type ADD VALUE IF NOT EXISTS 'email';

ALTER TABLE integrations
  ADD COLUMN email_config jsonb,
  ADD COLUMN email_recipients jsonb,
  ADD COLUMN email_template jsonb,
  ADD CONSTRAINT integrations_type_check CHECK (type::text IN ('webhook', 'snmp', 'email')),
  DROP CONSTRAINT integration_type_config_check,
  ADD CONSTRAINT integration_type_config_check CHECK (
    (type::text = 'webhook' AND config_json ->> 'url' IS NOT NULL)
    OR (type::text = 'snmp' AND snmp_host IS NOT NULL AND snmp_config IS NOT NULL)
    OR (type::text = 'email' AND email_config IS NOT NULL AND email_recipients IS NOT NULL));
COMMENT ON COLUMN integrations.email_config IS 'SMTP server and credentials. Holds secrets';
COMMENT ON COLUMN integrations.email_template IS 'Subject and body; NULL means the built-in ones';

CREATE INDEX idx_integrations_email ON integrations (tenant_id, type);
