-- 057: alerts can be acknowledged and silenced, and an acknowledged alert stays the only one of its kind
--
-- What: Who acknowledged an alert and when, and until when it is silent. The unique index that allowed one OPEN
-- alert per fingerprint now allows one active alert, OPEN or ACKNOWLEDGED.
--
-- Why: Without that, the evaluator opened a second alert as soon as somebody had acknowledged the first.
--
-- Data: Where that has happened already, the newest active alert of a fingerprint stays and the older ones are
-- closed, with a note in details naming the alert that took over. The newest and not the acknowledged one: at worst
-- somebody acknowledges twice, and no alert falls silent unseen. No row is deleted.
--
-- Lock: ACCESS EXCLUSIVE on fleet_alert until the file commits; the two indexes are built by scanning it. It holds
-- one row per alert, not per reading: a million rows took 0.8 s, from memory. lock_timeout guards the wait.
--
-- Note: Services of the previous version still work: ON CONFLICT (tenant_id, fingerprint) WHERE status = 'OPEN'
-- finds the wider index too. fleet_alert forces row security even on its owner, hence NO FORCE and FORCE.

ALTER TABLE fleet_alert
  ADD COLUMN silenced_until  timestamptz,
  ADD COLUMN acknowledged_by text,
  ADD COLUMN acknowledged_at timestamptz;

COMMENT ON COLUMN fleet_alert.silenced_until IS
  'No notification and no escalation before this instant; NULL means not silenced';
COMMENT ON COLUMN fleet_alert.acknowledged_by IS 'User who acknowledged the alert';

DO $$
DECLARE
  closed bigint;
BEGIN
  ALTER TABLE fleet_alert NO FORCE ROW LEVEL SECURITY;

  WITH active AS (
    SELECT id, max(id) OVER (PARTITION BY tenant_id, fingerprint) AS newest
    FROM fleet_alert
    WHERE status IN ('OPEN', 'ACKNOWLEDGED')
  )
  UPDATE fleet_alert
  SET status = 'CLOSED',
    closed_at = now(),
    details = CASE jsonb_typeof(details) WHEN 'object' THEN details ELSE jsonb_build_object('details', details) END
      || jsonb_build_object('superseded_by', active.newest)
  FROM active
  WHERE fleet_alert.id = active.id AND active.id <> active.newest;
  GET DIAGNOSTICS closed = ROW_COUNT;

  ALTER TABLE fleet_alert FORCE ROW LEVEL SECURITY;

  IF closed > 0 THEN
    RAISE NOTICE '057: % older alert(s) closed, each superseded by a newer active one of the same fingerprint', closed;
  END IF;
END $$;

DROP INDEX idx_fleet_alert_open_uq;

CREATE UNIQUE INDEX idx_fleet_alert_open_uq ON fleet_alert (tenant_id, fingerprint)
  WHERE status IN ('OPEN', 'ACKNOWLEDGED');

CREATE INDEX idx_fleet_alert_silenced ON fleet_alert (tenant_id, silenced_until)
  WHERE silenced_until IS NOT NULL;
