-- 094: messages that could not be sent on
--
-- What: dead_letter_messages: a message of a route (093) whose destination refused it too often, kept so that it can
-- be sent again or discarded by somebody who decided to.
--
-- Why: Without it a message to an unreachable webhook was gone.
--
-- Locks: A new table; its foreign key lets writers of message_routes wait for a moment, readers never.
--
-- Note: It keeps a copy of the destination, because the route may be changed or deleted meanwhile (route_id then
-- becomes NULL). Nothing in the schema deletes old rows.

CREATE TABLE dead_letter_messages (
    id                 bigserial PRIMARY KEY,
    tenant_id          text NOT NULL,
    route_id           integer REFERENCES message_routes (id) ON DELETE SET NULL,
    original_topic     varchar(200) NOT NULL,
    payload            jsonb NOT NULL,
    destination_type   varchar(20) NOT NULL,
    destination_config jsonb NOT NULL DEFAULT '{}',
    error_message      text,
    attempts           integer NOT NULL DEFAULT 1,
    status             varchar(20) NOT NULL DEFAULT 'FAILED' CHECK (status IN ('FAILED', 'REPLAYED', 'DISCARDED')),
    created_at         timestamptz NOT NULL DEFAULT now(),
    replayed_at        timestamptz
);

CREATE INDEX idx_dlq_tenant_status_created ON dead_letter_messages (tenant_id, status, created_at DESC);
CREATE INDEX idx_dlq_status_created ON dead_letter_messages (status, created_at) WHERE status = 'FAILED';
CREATE INDEX idx_dlq_route ON dead_letter_messages (route_id) WHERE route_id IS NOT NULL;

COMMENT ON TABLE dead_letter_messages IS 'Messages that a route could not deliver, with the destination as it was.';

ALTER TABLE dead_letter_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letter_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_policy ON dead_letter_messages TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letter_messages TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE dead_letter_messages_id_seq TO pulse_app, pulse_operator;
