-- 032: tenant_subscription is copied to tenant_subscription_archive, row for row, and dropped.
--
-- Why: 031 has moved it to subscriptions; two tables that state one limit will disagree. The archive is for disputes:
-- it holds the rows exactly as they were.
--
-- Danger: drops a table. Copying, counting and dropping are one statement under an exclusive lock, so no row can arrive
-- in between. The file stops if a tenant's row has no MAIN subscription (written after 031), or if anything made by
-- hand depends on the table: nothing is dropped by cascade.
--
-- The archive has no row security although it has tenants, and pulse_app may read it: that is the services' contract.
-- It tells any tenant's request the device limits and terms of all, as of this day.

DO $$
DECLARE
  left_behind text;
  before bigint;
  archived bigint;
BEGIN
  PERFORM set_config('row_security', 'off', true); -- an error, rather than rows lost
  LOCK TABLE tenant_subscription IN ACCESS EXCLUSIVE MODE;

  SELECT string_agg(tenant_id, ', ') INTO left_behind
    FROM (SELECT tenant_id FROM tenant_subscription t
          WHERE NOT EXISTS (
            SELECT FROM subscriptions s WHERE s.tenant_id = t.tenant_id AND s.subscription_type = 'MAIN')
          ORDER BY tenant_id LIMIT 10) t;
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'tenant_subscription has rows without a MAIN subscription, of tenants: %', left_behind
      USING HINT = 'They were written after 031. Run 031_migrate_subscription_data.sql again with psql -f: it moves'
        ' only what is missing. Then migrate again (at most ten are named).';
  END IF;

  CREATE TABLE tenant_subscription_archive AS
    SELECT tenant_id, device_limit, active_device_count, term_start, term_end, plan_id, status, grace_end,
        created_at, updated_at, now() AS archived_at
      FROM tenant_subscription;
  SELECT count(*) INTO before FROM tenant_subscription;
  SELECT count(*) INTO archived FROM tenant_subscription_archive;
  IF archived <> before THEN
    RAISE EXCEPTION 'only % of % rows of tenant_subscription reached the archive', archived, before;
  END IF;

  DROP TABLE tenant_subscription;
END $$;

COMMENT ON TABLE tenant_subscription_archive IS 'tenant_subscription as it was when 032 dropped it; nothing writes it';
COMMENT ON COLUMN tenant_subscription_archive.archived_at IS 'When 032 ran';
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_subscription_archive TO pulse_app, pulse_operator;
