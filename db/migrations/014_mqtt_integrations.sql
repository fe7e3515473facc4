-- 014: alerts can also be published to an MQTT topic.
--
-- Why: some tenants already listen to the broker and want alerts beside their telemetry. Only the topic is required;
-- without mqtt_config the platform's own broker is used.
--
-- Danger: as in 013: the checks are replaced under an exclusive lock on a small table, and no row can fail them.
-- (idx_integrations_mqtt has the same columns as idx_integrations_email: the services' contract has both, and on so
-- small a table the second costs nothing worth a difference.)
--
-- pulse:allow scanning-constraint: integrations has a few rows a tenant

ALTER TYPE integration_type ADD VALUE IF NOT EXISTS 'mqtt';

ALTER TABLE integrations
  ADD COLUMN mqtt_topic varchar(512),
  ADD COLUMN mqtt_qos integer DEFAULT 1,
  ADD COLUMN mqtt_retain boolean DEFAULT false,
  ADD COLUMN mqtt_config jsonb,
  DROP CONSTRAINT integrations_type_check,
  ADD CONSTRAINT integrations_type_check CHECK (type::text IN ('webhook', 'snmp', 'email', 'mqtt')),
  DROP CONSTRAINT integration_type_config_check,
  ADD CONSTRAINT integration_type_config_check CHECK (
    (type::text = 'webhook' AND config_json ->> 'url' IS NOT NULL)
    OR (type::text = 'snmp' AND snmp_host IS NOT NULL AND snmp_config IS NOT NULL)
    OR (type::text = 'email' AND email_config IS NOT NULL AND email_recipients IS NOT NULL)
    OR (type::text = 'mqtt' AND mqtt_topic IS NOT NULL));
COMMENT ON COLUMN integrations.mqtt_config IS
  'Broker and credentials of the tenant; NULL means the platform''s broker. Holds secrets';

CREATE INDEX idx_integrations_mqtt ON integrations (tenant_id, type);
