-- 108: the packages of 107, and everybody's place in them
--
-- What: Four account tiers and three device plans; then, from the archive that 107 wrote to subscription_audit, an
-- account tier for every tenant, and a plan and a subscription for every device in service.
--
-- Why: A tenant without a tier and a device without a plan would be refused what they had the day before.
--
-- Rules: Nobody who is being served loses by the change, and nobody is charged by it:
--   * A tenant gets the lowest tier that holds all its best live subscription included: Starter -> growth,
--     Pro -> scale, Enterprise -> enterprise, a plan unknown here -> growth. A tenant that never had a subscription
--     but has devices in service (Pulse without billing) -> growth. Everybody else -> free.
--   * A device keeps its tier as a plan of the same name. A tier that somebody added becomes a device plan,
--     not offered for sale (is_active false). Without a tier: the subscription's plan, if a device plan has
--     that name; else basic.
--   * Its subscription keeps status, term and Stripe ids of the old one. A device that had none is ACTIVE
--     from now on, without end: it was being served.
--   * A decommissioned device gets no subscription.
--
-- Danger: Two tenants may use the same device id, but only one live subscription per device id is allowed over all
-- tenants (contract, 107). The device registered first gets it; the others are named in one warning. They keep their
-- plan in device_registry and have no row in device_subscriptions.
--
-- Again: Running it twice changes nothing: rows an operator has changed meanwhile stay as they are.
--
-- Locks: Row locks on tenants and device_registry until commit.

INSERT INTO account_tiers (tier_id, name, description, limits, features, support,
                           monthly_price_cents, annual_price_cents, sort_order) VALUES
    ('free', 'Free', 'To try Pulse with a few devices',
     '{"users": 2, "alert_rules": 5, "device_groups": 3, "dashboards_per_user": 3, "notification_channels": 2,
       "api_requests_per_minute": 30}',
     '{"sso": false, "custom_branding": false, "alert_escalation": false, "audit_log_export": false,
       "oncall_scheduling": false, "bulk_device_import": false, "maintenance_windows": false,
       "carrier_self_service": false}',
     '{"level": "community", "dedicated_csm": false, "sla_uptime_pct": null, "response_time_hours": null}',
     0, 0, 1),
    ('growth', 'Growth', 'For a team that runs a fleet',
     '{"users": 10, "alert_rules": 100, "device_groups": 25, "dashboards_per_user": 10, "notification_channels": 10,
       "api_requests_per_minute": 300}',
     '{"sso": false, "custom_branding": false, "alert_escalation": true, "audit_log_export": true,
       "oncall_scheduling": true, "bulk_device_import": true, "maintenance_windows": true,
       "carrier_self_service": true}',
     '{"level": "standard", "dedicated_csm": false, "sla_uptime_pct": 99.5, "response_time_hours": 8}',
     4900, 49000, 2),
    ('scale', 'Scale', 'For several teams, with single sign-on',
     '{"users": 50, "alert_rules": 1000, "device_groups": 100, "dashboards_per_user": 25, "notification_channels": 50,
       "api_requests_per_minute": 1500}',
     '{"sso": true, "custom_branding": false, "alert_escalation": true, "audit_log_export": true,
       "oncall_scheduling": true, "bulk_device_import": true, "maintenance_windows": true,
       "carrier_self_service": true}',
     '{"level": "business", "dedicated_csm": false, "sla_uptime_pct": 99.9, "response_time_hours": 4}',
     14900, 149000, 3),
    ('enterprise', 'Enterprise', 'For whole companies, with a contact of their own',
     '{"users": 500, "alert_rules": 10000, "device_groups": 500, "dashboards_per_user": 50,
       "notification_channels": 100, "api_requests_per_minute": 6000}',
     '{"sso": true, "custom_branding": true, "alert_escalation": true, "audit_log_export": true,
       "oncall_scheduling": true, "bulk_device_import": true, "maintenance_windows": true,
       "carrier_self_service": true}',
     '{"level": "enterprise", "dedicated_csm": true, "sla_uptime_pct": 99.99, "response_time_hours": 1}',
     49900, 499000, 4)
ON CONFLICT (tier_id) DO NOTHING;

INSERT INTO device_plans (plan_id, name, description, limits, features,
                          monthly_price_cents, annual_price_cents, sort_order) VALUES
    ('basic', 'Basic', 'Telemetry, alerts and commands',
     '{"sensors": 5, "data_retention_days": 30, "telemetry_rate_per_minute": 12,
       "health_telemetry_interval_seconds": 300}',
     '{"x509_auth": false, "device_twin": false, "ota_updates": false, "device_commands": true,
       "message_routing": false, "streaming_export": false, "advanced_analytics": false, "carrier_diagnostics": true}',
     299, 2990, 1),
    ('standard', 'Standard', 'Basic, with device twin, firmware updates and analytics',
     '{"sensors": 15, "data_retention_days": 90, "telemetry_rate_per_minute": 60,
       "health_telemetry_interval_seconds": 120}',
     '{"x509_auth": false, "device_twin": true, "ota_updates": true, "device_commands": true,
       "message_routing": false, "streaming_export": true, "advanced_analytics": true, "carrier_diagnostics": true}',
     999, 9990, 2),
    ('premium', 'Premium', 'Standard, with message routing and certificates',
     '{"sensors": 30, "data_retention_days": 365, "telemetry_rate_per_minute": 120,
       "health_telemetry_interval_seconds": 60}',
     '{"x509_auth": true, "device_twin": true, "ota_updates": true, "device_commands": true,
       "message_routing": true, "streaming_export": true, "advanced_analytics": true, "carrier_diagnostics": true}',
     2499, 24990, 3)
ON CONFLICT (plan_id) DO NOTHING;

-- Tiers that somebody had added to the three of 097.
INSERT INTO device_plans (plan_id, name, description, limits, features, is_active, sort_order)
SELECT DISTINCT ON (t ->> 'name')
       t ->> 'name', t ->> 'display_name', COALESCE(t ->> 'description', ''),
       jsonb_build_object('sensors', t -> 'default_sensor_limit'), t -> 'features', false,
       (t ->> 'sort_order')::integer
  FROM subscription_audit a, jsonb_array_elements(a.details -> 'tiers') t
 WHERE a.event_type = 'PACKAGES_ARCHIVED' AND a.actor_id = 'migration-107'
 ORDER BY t ->> 'name', a.id
ON CONFLICT (plan_id) DO NOTHING;

WITH live AS (
    SELECT s.tenant_id, tier.tier_id,
           row_number() OVER (PARTITION BY s.tenant_id ORDER BY tier.sort_order DESC) AS place
      FROM subscription_audit s
      JOIN account_tiers tier
        ON tier.tier_id = CASE s.previous_state ->> 'plan_id'
                              WHEN 'starter' THEN 'growth'
                              WHEN 'pro' THEN 'scale'
                              WHEN 'enterprise' THEN 'enterprise'
                              ELSE 'growth'
                          END
     WHERE s.event_type = 'SUBSCRIPTION_ARCHIVED' AND s.actor_id = 'migration-107'
       AND s.previous_state ->> 'status' <> 'EXPIRED'
)
UPDATE tenants n
   SET account_tier_id = COALESCE(
           (SELECT l.tier_id FROM live l WHERE l.tenant_id = n.tenant_id AND l.place = 1),
           CASE WHEN EXISTS (SELECT 1 FROM device_registry r
                              WHERE r.tenant_id = n.tenant_id AND r.decommissioned_at IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM subscription_audit s
                                  WHERE s.tenant_id = n.tenant_id AND s.event_type = 'SUBSCRIPTION_ARCHIVED'
                                    AND s.actor_id = 'migration-107')
                THEN 'growth' ELSE 'free' END)
  FROM subscription_audit a
 WHERE a.tenant_id = n.tenant_id AND a.event_type = 'PACKAGES_ARCHIVED' AND a.actor_id = 'migration-107'
   AND n.account_tier_id IS NULL;

-- The archive's documents are laid out as a table once: joined as they are, each would be unfolded per device.
DO $$
DECLARE
    without_place text;
BEGIN
    CREATE TEMPORARY TABLE archived_device_108 AS
    SELECT a.tenant_id, d.device_id, d.tier, s.plan_id, s.status, s.term_start, s.term_end, s.grace_end,
           s.stripe_subscription_id, s.stripe_price_id
      FROM subscription_audit a
     CROSS JOIN jsonb_to_recordset(a.details -> 'devices') AS d (device_id text, subscription_id text, tier text)
      LEFT JOIN subscription_audit sa
        ON sa.event_type = 'SUBSCRIPTION_ARCHIVED' AND sa.actor_id = 'migration-107'
       AND sa.previous_state ->> 'subscription_id' = d.subscription_id
      LEFT JOIN LATERAL jsonb_to_record(sa.previous_state)
             AS s (plan_id text, status text, term_start timestamptz, term_end timestamptz, grace_end timestamptz,
                   stripe_subscription_id varchar, stripe_price_id varchar) ON true
     WHERE a.event_type = 'PACKAGES_ARCHIVED' AND a.actor_id = 'migration-107';
    ANALYZE archived_device_108;

    UPDATE device_registry r
       SET plan_id = (SELECT p.plan_id
                        FROM device_plans p
                       WHERE p.plan_id IN (a.tier, a.plan_id, 'basic')
                       ORDER BY array_position(ARRAY[a.tier, a.plan_id, 'basic'], p.plan_id::text)
                       LIMIT 1)
      FROM archived_device_108 a
     WHERE r.tenant_id = a.tenant_id AND r.device_id = a.device_id AND r.plan_id IS NULL;

    INSERT INTO device_subscriptions (subscription_id, tenant_id, device_id, plan_id, status, term_start, term_end,
                                      grace_end, stripe_subscription_id, stripe_price_id)
    SELECT 'DSUB-' || md5(jsonb_build_array(r.tenant_id, r.device_id)::text),
           r.tenant_id, r.device_id, r.plan_id, COALESCE(a.status, 'ACTIVE'), COALESCE(a.term_start, now()),
           a.term_end, a.grace_end, a.stripe_subscription_id, a.stripe_price_id
      FROM archived_device_108 a
      JOIN device_registry r ON r.tenant_id = a.tenant_id AND r.device_id = a.device_id
     WHERE r.decommissioned_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM device_subscriptions have
                        WHERE have.tenant_id = r.tenant_id AND have.device_id = r.device_id)
     ORDER BY r.created_at, r.tenant_id, r.device_id
    ON CONFLICT DO NOTHING;

    SELECT string_agg(format('%s of tenant %s', r.device_id, r.tenant_id), ', ' ORDER BY r.tenant_id, r.device_id)
      INTO without_place
      FROM archived_device_108 a
      JOIN device_registry r ON r.tenant_id = a.tenant_id AND r.device_id = a.device_id
     WHERE r.decommissioned_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM device_subscriptions have
                        WHERE have.tenant_id = r.tenant_id AND have.device_id = r.device_id);
    IF without_place IS NOT NULL THEN
        RAISE WARNING '108: no device subscription for %', without_place
            USING DETAIL = 'Another tenant has a live subscription for the same device id, and '
                           'uq_device_subscriptions_active allows one over all tenants.',
                  HINT = 'End the other one, or register the device under another id; then subscribe it in Pulse.';
    END IF;

    DROP TABLE archived_device_108;
END
$$;
