-- 029: what a tenant has paid for: how many devices, until when; its history; its reminders.
--
-- Why: provisioning asks tenant_subscription before it lets a device in; the subscription worker moves subscriptions
-- from ACTIVE to GRACE to SUSPENDED and writes each change to subscription_audit.
--
-- Isolation: a tenant reads its subscription and its history and writes neither; subscription_notifications has row
-- security and no policy, so no tenant sees any. The service role reads all subscriptions (policy to it by name).
--
-- Danger: none; creates only. A tenant without a row here has no entitlement; 031 and 032 move the rows to
-- subscriptions.

CREATE TABLE tenant_subscription (
  tenant_id text PRIMARY KEY REFERENCES tenants (tenant_id),
  device_limit integer NOT NULL DEFAULT 0,
  active_device_count integer NOT NULL DEFAULT 0,
  term_start timestamptz,
  term_end timestamptz,
  plan_id text,
  status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('TRIAL', 'ACTIVE', 'GRACE', 'SUSPENDED', 'EXPIRED')),
  grace_end timestamptz,
  created_at timestamptz DEFAULT now(),
  updated_at timestamptz DEFAULT now()
);
COMMENT ON TABLE tenant_subscription IS 'The one subscription of a tenant: device limit and term';

CREATE TABLE subscription_audit (
  id bigserial PRIMARY KEY,
  tenant_id text NOT NULL REFERENCES tenants (tenant_id),
  event_type text NOT NULL,
  event_timestamp timestamptz NOT NULL DEFAULT now(),
  actor_type text,
  actor_id text,
  previous_state jsonb,
  new_state jsonb,
  details jsonb,
  ip_address inet,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_subscription_audit_tenant ON subscription_audit (tenant_id, event_timestamp DESC);
CREATE INDEX idx_subscription_audit_type ON subscription_audit (event_type, event_timestamp DESC);
COMMENT ON TABLE subscription_audit IS 'Every change to a tenant''s subscription: who, when, before and after';

CREATE TABLE subscription_notifications (
  id bigserial PRIMARY KEY,
  tenant_id text NOT NULL REFERENCES tenants (tenant_id),
  notification_type text NOT NULL,
  scheduled_at timestamptz NOT NULL,
  sent_at timestamptz,
  channel text,
  status text DEFAULT 'PENDING',
  error text,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_subscription_notifications_pending ON subscription_notifications (scheduled_at)
  WHERE status = 'PENDING';
COMMENT ON TABLE subscription_notifications IS 'Reminders to renew and notices of expiry, due and sent';

GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_subscription, subscription_audit, subscription_notifications
  TO pulse_app;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER
  ON tenant_subscription, subscription_audit, subscription_notifications TO pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE subscription_audit_id_seq, subscription_notifications_id_seq
  TO pulse_app, pulse_operator;

ALTER TABLE tenant_subscription ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_subscription_read ON tenant_subscription FOR SELECT
  USING (tenant_id = current_setting('app.tenant_id', true));
DO $$
BEGIN
  EXECUTE format('CREATE POLICY subscription_service_read ON tenant_subscription FOR SELECT TO %I USING (true)',
    COALESCE(NULLIF(current_setting('pulse.service_role', true), ''), 'iot'));
END $$;

ALTER TABLE subscription_audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY subscription_audit_read ON subscription_audit FOR SELECT
  USING (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE subscription_notifications ENABLE ROW LEVEL SECURITY;
