package io.opsconductor.pulse.db.schema.data;

/** Tenants with subscriptions of every kind, and their devices: as they are before 107. */
final class OldPackages {

    /** A tenant is named by what it has; a device too, but {@code shared}, an id that two tenants use. */
    static final String ROWS = """
            INSERT INTO tenants (tenant_id, name)
            SELECT t, t FROM unnest('{pro,two,expired,unknown,served,nothing}'::text[]) AS t;
            INSERT INTO device_tiers (name, display_name, description, features, default_sensor_limit, sort_order)
            VALUES ('industrial', 'Industrial', 'For plants', '{"x509_auth": true}', 77, 9);
            INSERT INTO subscription_plans (plan_id, name) VALUES ('bespoke', 'Bespoke'), ('standard', 'Standard');
            INSERT INTO subscriptions (subscription_id, tenant_id, subscription_type, parent_subscription_id,
              device_limit, active_device_count, term_start, term_end, status, plan_id, grace_end,
              stripe_subscription_id, stripe_price_id)
            VALUES
              ('P', 'pro', 'MAIN', NULL, 10, 3, '2024-01-01', '2030-01-01', 'ACTIVE', 'pro', NULL, 'sub_1', 'price_1'),
              ('P+', 'pro', 'ADDON', 'P', 5, 1, '2024-02-01', '2030-01-01', 'ACTIVE', 'starter', NULL, NULL, NULL),
              ('T1', 'two', 'MAIN', NULL, 10, 0, '2024-01-01', '2030-01-01', 'SUSPENDED', 'starter', NULL, NULL, NULL),
              ('T2', 'two', 'TRIAL', NULL, 10, 0, '2024-01-01', '2030-01-01', 'TRIAL', 'enterprise', NULL, NULL, NULL),
              ('E', 'expired', 'MAIN', NULL, 10, 1, '2020-01-01', '2021-01-01', 'EXPIRED', 'enterprise', NULL, NULL,
               NULL),
              ('U', 'unknown', 'MAIN', NULL, 10, 1, '2024-01-01', '2024-12-31', 'GRACE', 'bespoke', '2025-02-01', NULL,
               NULL),
              ('U2', 'unknown', 'TEMPORARY', NULL, 10, 1, '2024-01-01', '2030-01-01', 'ACTIVE', 'standard', NULL, NULL,
               NULL);
            INSERT INTO subscription_tier_allocations (subscription_id, tier_id, slot_limit, slots_used)
            SELECT 'P', tier_id, 5, 2 FROM device_tiers WHERE name IN ('basic', 'industrial');
            INSERT INTO device_registry (tenant_id, device_id, site_id, subscription_id, tier_id, decommissioned_at,
              created_at)
            SELECT d.tenant_id, d.device_id, 's', d.subscription_id, t.tier_id, d.decommissioned_at::timestamptz,
              d.created_at::timestamptz
            FROM (VALUES
              ('pro', 'premium', 'P', 'premium', NULL, '2021-01-01'),
              ('pro', 'industrial', 'P', 'industrial', NULL, '2021-01-02'),
              ('pro', 'addon', 'P+', 'basic', NULL, '2021-01-03'),
              ('pro', 'retired', 'P', 'basic', '2022-01-01', '2021-01-04'),
              ('pro', 'shared', 'P', NULL, NULL, '2021-01-05'),
              ('expired', 'ended', 'E', 'standard', NULL, '2021-01-06'),
              ('unknown', 'in grace', 'U', NULL, NULL, '2021-01-07'),
              ('unknown', 'plan of a name', 'U2', NULL, NULL, '2021-01-08'),
              ('served', 'free rider', NULL, NULL, NULL, '2021-01-09'),
              ('served', 'shared', NULL, 'standard', NULL, '2023-01-01'))
              AS d (tenant_id, device_id, subscription_id, tier, decommissioned_at, created_at)
            LEFT JOIN device_tiers t ON t.name = d.tier""";

    private OldPackages() {}
}
