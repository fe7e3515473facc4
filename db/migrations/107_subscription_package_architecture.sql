-- 107: an account tier per tenant, a plan per device
--
-- What: Adds account_tiers (what a tenant's account includes), device_plans (what a device may do) and
-- device_subscriptions (one per device, with its term). Drops subscriptions, their plans, tiers and slots.
--
-- Why: Slots had to be counted, moved and reconciled; a plan on the device itself cannot be miscounted.
--
-- Data: Before anything is dropped, every subscription (with its slots and its plan) and every device (with its
-- subscription and tier) is written to subscription_audit, from where 108 builds the new rows. Only plans and tiers
-- that nobody uses go with their tables. To read the archive in an incident:
--       SELECT tenant_id, previous_state, details FROM subscription_audit
--        WHERE event_type IN ('SUBSCRIPTION_ARCHIVED', 'PACKAGES_ARCHIVED') AND actor_id = 'migration-107';
-- device_registry.subscription_id stays, without its foreign key, as the pointer into that archive.
--
-- Locks: ACCESS EXCLUSIVE on subscriptions, device_registry and tenants until commit: 0.9 s were measured with
-- 100,000 devices. Services of before 107 fail from here on when they touch a subscription; stop them first.
--
-- Note: Nothing is dropped with CASCADE. A view or table of somebody else's that depends on a dropped one stops this
-- file with an error that names it. uq_device_subscriptions_active is unique over all tenants (contract); 108 says
-- what that means where two tenants use the same device id.

CREATE TABLE account_tiers (
    tier_id                varchar(50) PRIMARY KEY,
    name                   varchar(100) NOT NULL,
    description            text NOT NULL DEFAULT '',
    limits                 jsonb NOT NULL DEFAULT '{}',
    features               jsonb NOT NULL DEFAULT '{}',
    support                jsonb NOT NULL DEFAULT '{}',
    monthly_price_cents    integer NOT NULL DEFAULT 0,
    annual_price_cents     integer NOT NULL DEFAULT 0,
    stripe_price_id        varchar(100),
    stripe_annual_price_id varchar(100),
    is_active              boolean NOT NULL DEFAULT true,
    sort_order             integer NOT NULL DEFAULT 0,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE device_plans (
    plan_id                varchar(50) PRIMARY KEY,
    name                   varchar(100) NOT NULL,
    description            text NOT NULL DEFAULT '',
    limits                 jsonb NOT NULL DEFAULT '{}',
    features               jsonb NOT NULL DEFAULT '{}',
    monthly_price_cents    integer NOT NULL DEFAULT 0,
    annual_price_cents     integer NOT NULL DEFAULT 0,
    stripe_price_id        varchar(100),
    stripe_annual_price_id varchar(100),
    is_active              boolean NOT NULL DEFAULT true,
    sort_order             integer NOT NULL DEFAULT 0,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE device_subscriptions (
    subscription_id        text PRIMARY KEY,
    tenant_id              text NOT NULL,
    device_id              text NOT NULL,
    plan_id                varchar(50) NOT NULL REFERENCES device_plans (plan_id),
    status                 text NOT NULL DEFAULT 'ACTIVE'
        CHECK (status IN ('TRIAL', 'ACTIVE', 'GRACE', 'SUSPENDED', 'EXPIRED', 'CANCELLED')),
    term_start             timestamptz NOT NULL DEFAULT now(),
    term_end               timestamptz,
    grace_end              timestamptz,
    stripe_subscription_id varchar(100),
    stripe_price_id        varchar(100),
    cancelled_at           timestamptz,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX uq_device_subscriptions_active ON device_subscriptions (device_id)
    WHERE status NOT IN ('EXPIRED', 'CANCELLED');
CREATE INDEX idx_device_subscriptions_tenant ON device_subscriptions (tenant_id);
CREATE INDEX idx_device_subscriptions_status ON device_subscriptions (tenant_id, status);
CREATE INDEX idx_device_subscriptions_stripe ON device_subscriptions (stripe_subscription_id)
    WHERE stripe_subscription_id IS NOT NULL;

COMMENT ON TABLE account_tiers IS
  'What a tenant''s account includes; the same for all tenants. Prices are for display, Stripe''s count.';
COMMENT ON TABLE device_plans IS
  'What a device may do; the same for all tenants. Prices are for display, Stripe''s count.';
COMMENT ON TABLE device_subscriptions IS
  'The term for which a device has its plan. One live subscription per device id.';
COMMENT ON COLUMN device_subscriptions.term_end IS 'NULL: runs until cancelled.';

ALTER TABLE device_subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY device_subscriptions_tenant_isolation ON device_subscriptions
    USING (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON account_tiers, device_plans, device_subscriptions TO pulse_app, pulse_operator;

-- One block, so that nobody can write between the archive and the drop, with plain psql neither.
DO $$
BEGIN
    LOCK TABLE tenants, device_registry, subscriptions, subscription_tier_allocations IN ACCESS EXCLUSIVE MODE;

    INSERT INTO subscription_audit (tenant_id, event_type, actor_type, actor_id, previous_state, details)
    SELECT s.tenant_id, 'SUBSCRIPTION_ARCHIVED', 'system', 'migration-107', to_jsonb(s),
           jsonb_build_object(
               'allocations', COALESCE(
                   (SELECT jsonb_agg(jsonb_build_object('tier', t.name, 'slot_limit', a.slot_limit,
                                                        'slots_used', a.slots_used) ORDER BY t.sort_order, t.name)
                      FROM subscription_tier_allocations a JOIN device_tiers t USING (tier_id)
                     WHERE a.subscription_id = s.subscription_id), '[]'),
               'plan', (SELECT to_jsonb(p) FROM subscription_plans p WHERE p.plan_id = s.plan_id))
      FROM subscriptions s;

    -- One row per tenant, one without devices included: 108 takes the rows as the list of what was there.
    INSERT INTO subscription_audit (tenant_id, event_type, actor_type, actor_id, details)
    SELECT n.tenant_id, 'PACKAGES_ARCHIVED', 'system', 'migration-107',
           jsonb_build_object(
               'devices', COALESCE(jsonb_agg(jsonb_build_object('device_id', d.device_id,
                                                                'subscription_id', d.subscription_id,
                                                                'tier', t.name) ORDER BY d.device_id)
                                   FILTER (WHERE d.device_id IS NOT NULL), '[]'),
               'tiers', COALESCE(jsonb_agg(DISTINCT to_jsonb(t)) FILTER (WHERE t.name IS NOT NULL), '[]'))
      FROM tenants n
      LEFT JOIN device_registry d ON d.tenant_id = n.tenant_id
      LEFT JOIN device_tiers t ON t.tier_id = d.tier_id
     GROUP BY n.tenant_id;

    DROP VIEW subscription_devices;
    ALTER TABLE device_registry DROP CONSTRAINT device_registry_subscription_id_fkey, DROP COLUMN tier_id;
    DROP TABLE subscription_tier_allocations;
    DROP TABLE plan_tier_defaults;
    DROP TABLE subscription_plans;
    DROP TABLE subscriptions;
    DROP TABLE device_tiers;
END
$$;

ALTER TABLE tenants ADD COLUMN account_tier_id varchar(50) REFERENCES account_tiers (tier_id);
ALTER TABLE device_registry ADD COLUMN plan_id varchar(50) REFERENCES device_plans (plan_id);

COMMENT ON COLUMN tenants.account_tier_id IS 'What the account includes; NULL: nothing assigned yet.';
COMMENT ON COLUMN device_registry.plan_id IS 'What the device may do; NULL: nothing assigned yet.';
COMMENT ON COLUMN device_registry.subscription_id IS
  'Subscription of before 107, kept in subscription_audit; device_subscriptions has the present one.';

INSERT INTO permissions (action, category, description) VALUES
    ('carrier.integrations.read',  'carrier', 'See the accounts with carriers, without their credentials'),
    ('carrier.integrations.write', 'carrier', 'Change the accounts with carriers'),
    ('carrier.actions.execute',    'carrier', 'Act on a SIM at the carrier: activate, suspend, reset'),
    ('carrier.links.write',        'carrier', 'Link devices with their SIMs at the carrier')
ON CONFLICT (action) DO NOTHING;

INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
  FROM roles r CROSS JOIN permissions p
 WHERE r.tenant_id IS NULL AND r.is_system AND r.name IN ('Full Admin', 'Device Manager')
   AND p.action IN ('carrier.integrations.read', 'carrier.integrations.write', 'carrier.actions.execute',
                    'carrier.links.write')
ON CONFLICT DO NOTHING;
