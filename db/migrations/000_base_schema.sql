-- 000: the tables every Pulse service starts from: devices and their state, alerts and their rules, quarantine,
-- settings.
--
-- Why: ingest writes device_registry, device_state and the quarantine tables; the evaluator reads alert_rules and
-- writes fleet_alert; the UI reads all of them. Everything later alters or refers to what stands here.
--
-- Danger: none on an empty database; creates only. A table that is already there stops the file with its name: such a
-- database was not made by these files, and IF NOT EXISTS would hide that.
--
-- Tenant isolation comes in 004 (row security) and 036 (foreign keys to tenants).

CREATE TABLE device_registry (
  tenant_id text NOT NULL,
  device_id text NOT NULL,
  site_id text NOT NULL,
  status text NOT NULL DEFAULT 'ACTIVE',
  provision_token text,
  provision_token_hash text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  metadata jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, device_id)
);
CREATE INDEX idx_device_registry_site ON device_registry (tenant_id, site_id);
CREATE INDEX idx_device_registry_token ON device_registry (provision_token_hash)
  WHERE provision_token_hash IS NOT NULL;
CREATE INDEX idx_device_registry_status ON device_registry (tenant_id, status);
COMMENT ON TABLE device_registry IS
  'Every device a tenant has provisioned; one row each, kept after the device falls silent';
COMMENT ON COLUMN device_registry.provision_token_hash IS
  'Hash of the token a device presents when it provisions itself';

CREATE TABLE device_state (
  tenant_id text NOT NULL,
  site_id text NOT NULL,
  device_id text NOT NULL,
  status text NOT NULL DEFAULT 'OFFLINE',
  last_heartbeat_at timestamptz,
  last_telemetry_at timestamptz,
  last_seen_at timestamptz,
  last_state_change_at timestamptz NOT NULL DEFAULT now(),
  state jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, device_id)
);
CREATE INDEX idx_device_state_site ON device_state (tenant_id, site_id);
CREATE INDEX idx_device_state_status ON device_state (tenant_id, status);
COMMENT ON TABLE device_state IS
  'What is known of each device right now: when it was last heard, and its latest values. Updated on every message';

CREATE TABLE fleet_alert (
  id bigserial PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  tenant_id text NOT NULL,
  site_id text NOT NULL,
  device_id text NOT NULL,
  alert_type text NOT NULL,
  fingerprint text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'OPEN',
  severity integer NOT NULL DEFAULT 0,
  confidence real NOT NULL DEFAULT 0.0,
  summary text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
-- At most one open alert for one cause: the evaluator inserts again and again and relies on the conflict.
CREATE UNIQUE INDEX idx_fleet_alert_open_uq ON fleet_alert (tenant_id, fingerprint) WHERE status = 'OPEN';
CREATE INDEX idx_fleet_alert_tenant ON fleet_alert (tenant_id, status);
CREATE INDEX idx_fleet_alert_device ON fleet_alert (tenant_id, device_id);
CREATE INDEX idx_fleet_alert_created ON fleet_alert (created_at DESC);
COMMENT ON TABLE fleet_alert IS 'Alerts, open and closed. One open alert for each tenant and fingerprint';
COMMENT ON COLUMN fleet_alert.fingerprint IS
  'Names the cause (rule, device, metric), so that one cause has one open alert';

CREATE TABLE alert_rules (
  id serial PRIMARY KEY,
  tenant_id text NOT NULL,
  name text NOT NULL,
  description text,
  enabled boolean NOT NULL DEFAULT true,
  rule_type text NOT NULL DEFAULT 'threshold',
  conditions jsonb NOT NULL DEFAULT '{}',
  actions jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_alert_rules_tenant ON alert_rules (tenant_id);
CREATE INDEX idx_alert_rules_enabled ON alert_rules (tenant_id, enabled);
COMMENT ON TABLE alert_rules IS 'What each tenant wants to be alerted about; read by the evaluator on every round';

CREATE TABLE quarantine_events (
  id bigserial PRIMARY KEY,
  ingested_at timestamptz NOT NULL DEFAULT now(),
  event_ts timestamptz,
  topic text NOT NULL,
  tenant_id text,
  site_id text,
  device_id text,
  msg_type text,
  reason text NOT NULL,
  payload jsonb NOT NULL
);
CREATE INDEX idx_quarantine_device ON quarantine_events (device_id);
CREATE INDEX idx_quarantine_ingested ON quarantine_events (ingested_at DESC);
CREATE INDEX idx_quarantine_tenant ON quarantine_events (tenant_id);
COMMENT ON TABLE quarantine_events IS
  'Messages that ingest refused, with the reason. Nothing in the schema empties it: it grows with bad input';
COMMENT ON COLUMN quarantine_events.tenant_id IS
  'NULL where the message did not say, or could not be believed, whose it was';

CREATE TABLE quarantine_counters_minute (
  bucket_minute timestamptz NOT NULL,
  tenant_id text NOT NULL,
  reason text NOT NULL,
  cnt bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket_minute, tenant_id, reason)
);
CREATE INDEX idx_quarantine_counters_tenant ON quarantine_counters_minute (tenant_id, bucket_minute DESC);
COMMENT ON TABLE quarantine_counters_minute IS 'How many messages were refused, by minute, tenant and reason';

CREATE TABLE app_settings (
  key text PRIMARY KEY,
  value text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE app_settings IS 'Switches that services read while they run; values are text whatever they mean';

INSERT INTO app_settings (key, value) VALUES
  ('MODE', 'DEV'),
  ('STORE_REJECTS', '1'),       -- keep refused messages in quarantine_events
  ('MIRROR_REJECTS_TO_RAW', '0'),
  ('RATE_LIMIT_RPS', '10'),     -- messages a second for each device, sustained
  ('RATE_LIMIT_BURST', '50'),   -- and in a burst
  ('MAX_PAYLOAD_BYTES', '16384');
