-- 068: notification channels and routing rules
--
-- What: A channel is where notifications go (a webhook, Slack, PagerDuty, Teams), a routing rule says which alerts
-- go there, and the log says which went. 070 moves the older integrations and routes over to them.
--
-- Secret: notification_channels.config holds addresses and credentials as the tenant entered them. The API masks
-- them; whoever selects from the table sees them, and so does whoever reads a dump.
--
-- Lock: None on existing tables.
--
-- Note: No row security: the workers read the channels of all tenants, and the API filters by tenant itself.
-- notification_log has no tenant of its own, and its alert_id is an integer although fleet_alert.id is a bigint: the
-- log ends at alert 2147483647.

CREATE TABLE notification_channels (
  channel_id   serial PRIMARY KEY,
  tenant_id    text NOT NULL,
  name         text NOT NULL,
  channel_type text NOT NULL,
  config       jsonb NOT NULL DEFAULT '{}',
  is_enabled   boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE notification_routing_rules (
  rule_id          serial PRIMARY KEY,
  tenant_id        text NOT NULL,
  channel_id       integer NOT NULL REFERENCES notification_channels (channel_id) ON DELETE CASCADE,
  min_severity     integer,
  alert_type       text,
  device_tag_key   text,
  device_tag_val   text,
  throttle_minutes integer NOT NULL DEFAULT 0,
  is_enabled       boolean NOT NULL DEFAULT true,
  created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE notification_log (
  log_id     bigserial PRIMARY KEY,
  channel_id integer NOT NULL,
  alert_id   integer NOT NULL,
  sent_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_notification_channels_tenant ON notification_channels (tenant_id);
CREATE INDEX idx_routing_rules_tenant ON notification_routing_rules (tenant_id);
CREATE INDEX idx_notification_log_alert ON notification_log (channel_id, alert_id, sent_at DESC);

COMMENT ON TABLE notification_channels IS 'Where notifications go; config holds credentials';
COMMENT ON COLUMN notification_channels.channel_type IS
  'slack, pagerduty, teams, webhook, http; since 070 also email, snmp, mqtt';
COMMENT ON TABLE notification_routing_rules IS 'Which alerts go to which channel; all conditions of a rule must hold';
COMMENT ON COLUMN notification_routing_rules.min_severity IS 'Only alerts of at least this severity; NULL means all';
COMMENT ON COLUMN notification_routing_rules.alert_type IS 'Only alerts of this type; NULL means all';
COMMENT ON COLUMN notification_routing_rules.throttle_minutes IS
  'No second notification of the same alert on the same channel within this time; 0 means no limit';
COMMENT ON TABLE notification_log IS
  'What was sent when; outlives its channel, so that throttling and history stay true';

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_channels, notification_routing_rules, notification_log
  TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE notification_channels_channel_id_seq, notification_routing_rules_rule_id_seq,
  notification_log_log_id_seq TO pulse_app, pulse_operator;
