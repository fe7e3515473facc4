-- 093: send device messages on
--
-- What: message_routes: messages whose topic and payload match go to a webhook, another topic or a database.
--
-- Why: Tenants want their raw messages in their own systems without reading them out of Pulse.
--
-- Locks: A new table only.
--
-- Safety: destination_config may hold credentials of the tenant's systems: row security is forced.

CREATE TABLE message_routes (
    id                 serial PRIMARY KEY,
    tenant_id          text NOT NULL,
    name               varchar(100) NOT NULL,
    topic_filter       varchar(200) NOT NULL,
    destination_type   varchar(20) NOT NULL CHECK (destination_type IN ('webhook', 'mqtt_republish', 'postgresql')),
    destination_config jsonb NOT NULL DEFAULT '{}',
    payload_filter     jsonb,
    is_enabled         boolean NOT NULL DEFAULT true,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_message_routes_tenant ON message_routes (tenant_id, is_enabled);
CREATE INDEX idx_message_routes_tenant_topic ON message_routes (tenant_id) WHERE is_enabled = true;

COMMENT ON TABLE message_routes IS 'Where matching device messages are forwarded to.';
COMMENT ON COLUMN message_routes.topic_filter IS 'MQTT topic filter, with + and # as wildcards.';
COMMENT ON COLUMN message_routes.payload_filter IS 'Conditions on the payload; NULL: every message of the topic.';

ALTER TABLE message_routes ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_routes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON message_routes TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON message_routes TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE message_routes_id_seq TO pulse_app, pulse_operator;
