-- 070: one notification pipeline: integrations become channels, routes become routing rules
--
-- What: The new pipeline gets a queue (notification_jobs) and the conditions that routes had and rules lacked. Then
-- every integration is copied to notification_channels and every route to notification_routing_rules. The queued
-- jobs stay where they are until 071, so that no worker delivers one twice.
--
-- Data, integrations: type, name and enabled are kept; the settings become the channel's config in the form that the
-- delivery worker reads:
--   webhook  config_json as it is
--   email    smtp = email_config, recipients = email_recipients, template = email_template
--   snmp     snmp_config, and host, port, oid_prefix beside it
--   mqtt     mqtt_config, and topic, qos, retain beside it
-- Columns that belong to another type than the integration's own are not copied.
--
-- Data, routes: a rule has one alert type where a route has a list, so a route becomes one rule per listed type, or
-- one rule for all types. A route that delivers on no event never delivered; as a rule it would deliver on OPEN, so
-- it arrives disabled. The dispatcher never looked at severities: rules keep min_severity only, and nobody gets more
-- or less than before.
--
-- Archive: config.legacy holds the integration's id and updated_at, and its routes whole, each with the rules made
-- of it. 071 needs it to carry the queue over; a human needs it to tell where rule 17 came from.
--
-- Secrets: credentials move from one table to another; none is logged. The new table has no row security (068).
--
-- Lock: ACCESS EXCLUSIVE on integrations and integration_routes while their rows are copied (tens to thousands), and
-- on notification_routing_rules and notification_log for catalogue-only changes. The old tables force row security
-- even on their owner, who would copy nothing and never know: forcing is lifted and restored inside one statement.

CREATE TABLE notification_jobs (
  job_id bigserial PRIMARY KEY,
  tenant_id text NOT NULL,
  alert_id bigint NOT NULL,
  channel_id integer NOT NULL REFERENCES notification_channels (channel_id) ON DELETE CASCADE,
  rule_id integer REFERENCES notification_routing_rules (rule_id) ON DELETE SET NULL,
  deliver_on_event text NOT NULL DEFAULT 'OPEN' CHECK (deliver_on_event IN ('OPEN', 'CLOSED', 'ACKNOWLEDGED')),
  status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
  attempts integer NOT NULL DEFAULT 0,
  next_run_at timestamptz NOT NULL DEFAULT now(),
  last_error text,
  payload_json jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- One alert reaches one channel once per event, however many rules match.
CREATE UNIQUE INDEX notification_jobs_dedup_idx
  ON notification_jobs (tenant_id, alert_id, channel_id, deliver_on_event);
CREATE INDEX notification_jobs_poll_idx ON notification_jobs (status, next_run_at)
  WHERE status IN ('PENDING', 'PROCESSING');

COMMENT ON TABLE notification_jobs IS 'Queue of notifications: one alert, to one channel, for one event';
COMMENT ON COLUMN notification_jobs.rule_id IS 'The rule that matched; NULL when it has been deleted since';
COMMENT ON COLUMN notification_jobs.next_run_at IS 'Not to be tried before this instant';

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_jobs TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE notification_jobs_job_id_seq TO pulse_app, pulse_operator;

ALTER TABLE notification_routing_rules
  ADD COLUMN site_ids text[],
  ADD COLUMN device_prefixes text[],
  ADD COLUMN deliver_on text[] DEFAULT ARRAY['OPEN'],
  ADD COLUMN priority integer DEFAULT 100;

COMMENT ON COLUMN notification_routing_rules.site_ids IS 'Only alerts of these sites; NULL or empty means all';
COMMENT ON COLUMN notification_routing_rules.device_prefixes IS
  'Only alerts of devices whose id starts with one of these; NULL or empty means all';
COMMENT ON COLUMN notification_routing_rules.deliver_on IS
  'Events to notify of: OPEN, CLOSED, ACKNOWLEDGED; NULL or empty means OPEN';

-- What is in the log so far was written after a success, so the default is true of it.
ALTER TABLE notification_log
  ADD COLUMN job_id bigint REFERENCES notification_jobs (job_id) ON DELETE SET NULL,
  ADD COLUMN success boolean DEFAULT true,
  ADD COLUMN error_msg text;

DO $$
DECLARE
  integration integrations;
  route integration_routes;
  settings jsonb;
  channel integer;
  made integer[];
  routes jsonb;
  channels bigint := 0;
  rules bigint := 0;
BEGIN
  ALTER TABLE integration_routes NO FORCE ROW LEVEL SECURITY; -- children first, as the services lock them
  ALTER TABLE integrations NO FORCE ROW LEVEL SECURITY;
  PERFORM set_config('row_security', 'off', true); -- an error, rather than integrations overlooked

  FOR integration IN SELECT * FROM integrations ORDER BY tenant_id, created_at, integration_id LOOP
    -- A worker of old may have stored an object as a JSON string. The new one reads that too, but only one level down.
    settings := CASE jsonb_typeof(integration.config_json)
      WHEN 'object' THEN integration.config_json
      ELSE jsonb_build_object('config_json', integration.config_json) END;
    settings := settings || CASE integration.type::text
      WHEN 'email' THEN jsonb_build_object(
        'smtp', integration.email_config,
        'recipients', integration.email_recipients,
        'template', coalesce(integration.email_template, '{}'))
      WHEN 'snmp' THEN
        CASE jsonb_typeof(integration.snmp_config)
          WHEN 'object' THEN integration.snmp_config
          ELSE jsonb_build_object('snmp_config', integration.snmp_config) END
        || jsonb_build_object(
          'host', integration.snmp_host,
          'port', coalesce(integration.snmp_port, 162),
          'oid_prefix', integration.snmp_oid_prefix)
      WHEN 'mqtt' THEN
        CASE coalesce(jsonb_typeof(integration.mqtt_config), 'null')
          WHEN 'object' THEN integration.mqtt_config
          WHEN 'null' THEN '{}'
          ELSE jsonb_build_object('mqtt_config', integration.mqtt_config) END
        || jsonb_build_object(
          'topic', integration.mqtt_topic,
          'qos', coalesce(integration.mqtt_qos, 1),
          'retain', coalesce(integration.mqtt_retain, false))
      ELSE '{}' END;

    INSERT INTO notification_channels (tenant_id, name, channel_type, config, is_enabled, created_at, updated_at)
    VALUES (integration.tenant_id, integration.name, integration.type::text, settings, integration.enabled,
            integration.created_at, integration.updated_at)
    RETURNING channel_id INTO channel;
    channels := channels + 1;

    routes := '[]';
    FOR route IN
      SELECT * FROM integration_routes
      WHERE tenant_id = integration.tenant_id AND integration_id = integration.integration_id
      ORDER BY priority, created_at, route_id
    LOOP
      WITH rule AS (
        INSERT INTO notification_routing_rules (tenant_id, channel_id, min_severity, alert_type, site_ids,
          device_prefixes, deliver_on, priority, is_enabled, created_at)
        SELECT DISTINCT route.tenant_id, channel, route.min_severity, listed.alert_type, route.site_ids,
          route.device_prefixes, route.deliver_on, route.priority, route.enabled AND cardinality(route.deliver_on) > 0,
          route.created_at
        FROM unnest(CASE WHEN cardinality(route.alert_types) > 0 THEN route.alert_types ELSE ARRAY[NULL::text] END)
          AS listed (alert_type)
        RETURNING rule_id
      )
      SELECT array_agg(rule_id ORDER BY rule_id) INTO made FROM rule;
      rules := rules + cardinality(made);
      routes := routes || jsonb_build_array(to_jsonb(route) || jsonb_build_object('rule_ids', made));
    END LOOP;

    UPDATE notification_channels
    SET config = config || jsonb_build_object('legacy', jsonb_build_object(
      'integration_id', integration.integration_id, 'updated_at', integration.updated_at, 'routes', routes))
    WHERE channel_id = channel;
  END LOOP;

  ALTER TABLE integrations FORCE ROW LEVEL SECURITY;
  ALTER TABLE integration_routes FORCE ROW LEVEL SECURITY;

  IF channels > 0 THEN
    INSERT INTO maintenance_log (job_name, started_at, completed_at, rows_affected, status, details)
    VALUES ('migration 070', now(), clock_timestamp(), channels + rules, 'COMPLETED',
            jsonb_build_object('notification_channels', channels, 'notification_routing_rules', rules));
    RAISE NOTICE '070: % integration(s) copied to channels, their routes to % rule(s)', channels, rules;
  END IF;
END $$;
