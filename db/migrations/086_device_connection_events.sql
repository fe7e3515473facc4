-- 086: when devices came and went
--
-- What: device_connection_events: one row per connect, disconnect and lost connection of a device.
--
-- Why: device_state knows only the present; "was it offline last night?" needs the history.
--
-- Locks: A new table only.
--
-- Note: An ordinary table, no hypertable, and no retention in the schema: it grows with the fleet's restlessness.

CREATE TABLE device_connection_events (
    id          bigserial PRIMARY KEY,
    tenant_id   text NOT NULL,
    device_id   text NOT NULL,
    event_type  varchar(20) NOT NULL
        CONSTRAINT chk_connection_event_type CHECK (event_type IN ('CONNECTED', 'DISCONNECTED', 'CONNECTION_LOST')),
    "timestamp" timestamptz NOT NULL DEFAULT now(),
    details     jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX idx_device_conn_events_lookup ON device_connection_events (tenant_id, device_id, "timestamp" DESC);

COMMENT ON TABLE device_connection_events IS
  'History of device connections. DISCONNECTED: said goodbye; CONNECTION_LOST: did not.';

ALTER TABLE device_connection_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_connection_events_tenant_isolation ON device_connection_events
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON device_connection_events TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE device_connection_events_id_seq TO pulse_app, pulse_operator;
