-- 097: subscriptions with slots per device tier
--
-- What: device_tiers (Basic, Standard, Premium: what a device may do), subscription_plans with plan_tier_defaults
-- (how many devices of each tier a plan includes), subscription_tier_allocations (how many a subscription has and
-- uses), and the tier of each device.
--
-- Why: One limit over all devices priced a temperature probe like a gateway.
--
-- Locks: ACCESS EXCLUSIVE on device_registry and subscriptions for moments: the columns are new and NULL, so the
-- foreign key has nothing to look up; the indexes are partial and start empty.
--
-- Note: 107 replaces all of this by a plan per device. Prices are for display, Stripe's are the ones that count; no
-- Stripe price id is shipped, an operator enters his own.

CREATE TABLE device_tiers (
    tier_id      serial PRIMARY KEY,
    name         varchar(50) NOT NULL UNIQUE,
    display_name varchar(100) NOT NULL,
    description  text DEFAULT '',
    features     jsonb NOT NULL DEFAULT '{}',
    sort_order   integer NOT NULL DEFAULT 0,
    is_active    boolean NOT NULL DEFAULT true,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE subscription_tier_allocations (
    id              serial PRIMARY KEY,
    subscription_id text NOT NULL REFERENCES subscriptions (subscription_id) ON DELETE CASCADE,
    tier_id         integer NOT NULL REFERENCES device_tiers (tier_id),
    slot_limit      integer NOT NULL DEFAULT 0 CONSTRAINT slots_limit_non_negative CHECK (slot_limit >= 0),
    slots_used      integer NOT NULL DEFAULT 0 CONSTRAINT slots_used_non_negative CHECK (slots_used >= 0),
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (subscription_id, tier_id)
);

CREATE TABLE subscription_plans (
    plan_id                varchar(50) PRIMARY KEY,
    name                   varchar(100) NOT NULL,
    description            text DEFAULT '',
    device_limit           integer NOT NULL DEFAULT 0,
    limits                 jsonb NOT NULL DEFAULT '{}',
    stripe_price_id        varchar(100),
    stripe_annual_price_id varchar(100),
    monthly_price_cents    integer,
    annual_price_cents     integer,
    is_active              boolean NOT NULL DEFAULT true,
    sort_order             integer NOT NULL DEFAULT 0,
    created_at             timestamptz NOT NULL DEFAULT now(),
    updated_at             timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE plan_tier_defaults (
    id         serial PRIMARY KEY,
    plan_id    varchar(50) NOT NULL REFERENCES subscription_plans (plan_id) ON DELETE CASCADE,
    tier_id    integer NOT NULL REFERENCES device_tiers (tier_id),
    slot_limit integer NOT NULL DEFAULT 0,
    UNIQUE (plan_id, tier_id)
);

ALTER TABLE device_registry ADD COLUMN tier_id integer REFERENCES device_tiers (tier_id);
CREATE INDEX idx_device_tier ON device_registry (tier_id) WHERE tier_id IS NOT NULL;

ALTER TABLE subscriptions
    ADD COLUMN stripe_subscription_id varchar(100),
    ADD COLUMN stripe_price_id varchar(100);
CREATE INDEX idx_subscriptions_stripe ON subscriptions (stripe_subscription_id)
    WHERE stripe_subscription_id IS NOT NULL;

COMMENT ON TABLE device_tiers IS 'What a device of each tier may do; the same for all tenants.';
COMMENT ON TABLE subscription_tier_allocations IS 'Slots per tier that a subscription has, and how many are used.';
COMMENT ON TABLE subscription_plans IS 'Plans that can be bought; the same for all tenants.';
COMMENT ON TABLE plan_tier_defaults IS 'Slots per tier that a plan starts with.';

GRANT SELECT, INSERT, UPDATE, DELETE
    ON device_tiers, subscription_tier_allocations, subscription_plans, plan_tier_defaults
    TO pulse_app, pulse_operator;
GRANT USAGE, SELECT
    ON SEQUENCE device_tiers_tier_id_seq, subscription_tier_allocations_id_seq, plan_tier_defaults_id_seq
    TO pulse_app, pulse_operator;

INSERT INTO device_tiers (name, display_name, description, features, sort_order) VALUES
    ('basic', 'Basic', 'Telemetry, alerts and commands',
     '{"device_commands": true, "device_twin": false, "ota_updates": false, "message_routing": false,
       "streaming_export": false, "advanced_analytics": false, "x509_auth": false}', 1),
    ('standard', 'Standard', 'Basic, with device twin, firmware updates and analytics',
     '{"device_commands": true, "device_twin": true, "ota_updates": true, "message_routing": false,
       "streaming_export": true, "advanced_analytics": true, "x509_auth": false}', 2),
    ('premium', 'Premium', 'Standard, with message routing and certificates',
     '{"device_commands": true, "device_twin": true, "ota_updates": true, "message_routing": true,
       "streaming_export": true, "advanced_analytics": true, "x509_auth": true}', 3)
ON CONFLICT (name) DO NOTHING;

INSERT INTO subscription_plans
    (plan_id, name, description, device_limit, limits, monthly_price_cents, annual_price_cents, sort_order)
VALUES
    ('starter', 'Starter', 'A first fleet of up to 30 devices', 30,
     '{"alert_rules": 25, "notification_channels": 5, "users": 5}', 2900, 29000, 1),
    ('pro', 'Pro', 'A growing fleet of up to 260 devices', 260,
     '{"alert_rules": 200, "notification_channels": 25, "users": 25}', 9900, 99000, 2),
    ('enterprise', 'Enterprise', 'Up to 1,600 devices of all tiers', 1600,
     '{"alert_rules": 1000, "notification_channels": 100, "users": 200}', 49900, 499000, 3)
ON CONFLICT (plan_id) DO NOTHING;

-- The slots of a plan add up to its device_limit.
INSERT INTO plan_tier_defaults (plan_id, tier_id, slot_limit)
SELECT s.plan_id, t.tier_id, s.slot_limit
  FROM (VALUES
            ('starter', 'basic', 25),      ('starter', 'standard', 5),      ('starter', 'premium', 0),
            ('pro', 'basic', 200),         ('pro', 'standard', 50),         ('pro', 'premium', 10),
            ('enterprise', 'basic', 1000), ('enterprise', 'standard', 500), ('enterprise', 'premium', 100)
       ) AS s (plan_id, tier_name, slot_limit)
  JOIN device_tiers t ON t.name = s.tier_name
  JOIN subscription_plans p ON p.plan_id = s.plan_id
ON CONFLICT (plan_id, tier_id) DO NOTHING;
