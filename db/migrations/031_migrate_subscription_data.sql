-- 031: every row of tenant_subscription becomes the tenant's MAIN subscription, and covers the tenant's devices.
--
-- Why: from 030 on the services ask subscriptions, and count a subscription's devices by
-- device_registry.subscription_id.
--
-- What a row loses nothing of: limits, count, plan, status, dates and term are taken as they are. subscriptions
-- requires a term, tenant_subscription did not:
--   no term_start: when the row was made; no term_end: 9999-01-01, since a subscription without an end must not expire
--   by being moved (not infinity, which several drivers cannot read). The original row goes to the archive in 032.
-- A tenant that already has a MAIN subscription keeps it as it is: services made it after 030, so it is the newer one.
-- A device that already has a subscription keeps it.
--
-- Danger: updates one row a device, in one transaction; until it commits, services that change the same devices wait.
-- May be run again with psql: it moves what is not there yet, and does nothing once 032 has dropped the old table.

DO $$
DECLARE
  moved integer;
  covered integer;
BEGIN
  IF to_regclass('tenant_subscription') IS NULL THEN
    RAISE NOTICE 'tenant_subscription is gone (032): nothing to move';
    RETURN;
  END IF;
  PERFORM set_config('row_security', 'off', true); -- an error, rather than rows overlooked

  INSERT INTO subscriptions (subscription_id, tenant_id, subscription_type, device_limit, active_device_count,
      term_start, term_end, status, grace_end, plan_id, description, created_at, updated_at, created_by)
    SELECT generate_subscription_id(), t.tenant_id, 'MAIN', t.device_limit, t.active_device_count,
        COALESCE(t.term_start, t.created_at, now()), COALESCE(t.term_end, '9999-01-01 00:00:00+00'),
        t.status, t.grace_end, t.plan_id, 'Moved from tenant_subscription', t.created_at, t.updated_at, 'migration 031'
      FROM tenant_subscription t
      WHERE NOT EXISTS (
        SELECT FROM subscriptions s WHERE s.tenant_id = t.tenant_id AND s.subscription_type = 'MAIN');
  GET DIAGNOSTICS moved = ROW_COUNT;

  UPDATE device_registry d SET subscription_id = (
      SELECT s.subscription_id FROM subscriptions s
        WHERE s.tenant_id = d.tenant_id AND s.subscription_type = 'MAIN'
        ORDER BY s.created_at, s.subscription_id LIMIT 1)
    WHERE d.subscription_id IS NULL
      AND EXISTS (SELECT FROM tenant_subscription t WHERE t.tenant_id = d.tenant_id);
  GET DIAGNOSTICS covered = ROW_COUNT;

  IF moved > 0 OR covered > 0 THEN
    RAISE NOTICE '% subscriptions moved, % devices covered by them', moved, covered;
  END IF;
END $$;
