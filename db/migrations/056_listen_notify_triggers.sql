-- 056: wake the services with NOTIFY instead of letting them poll
--
-- What: Row triggers that send a hint on four channels. A hint says that there is something to look at and never
-- what: the payload is the tenant at most, so no reading, name or secret passes through.
--
--   channel               fired by                            payload     listener
--   new_telemetry         insert into telemetry               tenant_id   evaluator
--   new_fleet_alert       insert of an OPEN fleet_alert       tenant_id   dispatcher, browser updates
--   new_delivery_job      insert of a PENDING delivery job    empty       delivery worker
--   device_state_changed  device_state inserted or changed    tenant_id   browser updates
--
-- Why: Services that poll every few seconds, one behind the other, tell of an alert many seconds late.
--
-- Danger: A trigger must never make an insert fail. PostgreSQL refuses a payload of 8000 bytes or more, so a longer
-- tenant_id is sent as an empty payload, which listeners take as "look everywhere". PostgreSQL sends equal hints of
-- one transaction once, so a batch of readings costs one message per tenant. Committing a NOTIFY takes a lock that
-- all notifying sessions of the server share: insert in batches. A listener that stops reading while in a
-- transaction fills the queue (pg_notification_queue_usage()); when it is full, commits fail.
--
-- Lock: SHARE ROW EXCLUSIVE on the four tables, chunks of telemetry included: writers wait until the file commits,
-- readers do not. Nothing is scanned.
--
-- Note: LISTEN needs a session: listeners go around a PgBouncer in transaction mode (NOTIFY_DATABASE_URL).

CREATE FUNCTION notify_new_telemetry() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('new_telemetry', CASE WHEN octet_length(NEW.tenant_id) < 8000 THEN NEW.tenant_id ELSE '' END);
  RETURN NULL;
END $$;

CREATE FUNCTION notify_new_fleet_alert() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'OPEN' THEN
    PERFORM pg_notify('new_fleet_alert', CASE WHEN octet_length(NEW.tenant_id) < 8000 THEN NEW.tenant_id ELSE '' END);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION notify_new_delivery_job() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  -- Either spelling: 001 allows upper case, 038 lower case.
  IF upper(NEW.status) = 'PENDING' THEN
    PERFORM pg_notify('new_delivery_job', '');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION notify_device_state_changed() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  -- An update that changes nothing is no news.
  IF TG_OP = 'INSERT' OR NEW IS DISTINCT FROM OLD THEN
    PERFORM pg_notify('device_state_changed',
      CASE WHEN octet_length(NEW.tenant_id) < 8000 THEN NEW.tenant_id ELSE '' END);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER trg_notify_new_telemetry
  AFTER INSERT ON telemetry
  FOR EACH ROW EXECUTE FUNCTION notify_new_telemetry();

CREATE TRIGGER trg_notify_new_fleet_alert
  AFTER INSERT ON fleet_alert
  FOR EACH ROW EXECUTE FUNCTION notify_new_fleet_alert();

CREATE TRIGGER trg_notify_new_delivery_job
  AFTER INSERT ON delivery_jobs
  FOR EACH ROW EXECUTE FUNCTION notify_new_delivery_job();

CREATE TRIGGER trg_notify_device_state_changed
  AFTER INSERT OR UPDATE ON device_state
  FOR EACH ROW EXECUTE FUNCTION notify_device_state_changed();

COMMENT ON FUNCTION notify_new_telemetry() IS 'Hint on channel new_telemetry: this tenant has new readings';
COMMENT ON FUNCTION notify_new_fleet_alert() IS 'Hint on channel new_fleet_alert: this tenant has a new open alert';
COMMENT ON FUNCTION notify_new_delivery_job() IS 'Hint on channel new_delivery_job: there is something to deliver';
COMMENT ON FUNCTION notify_device_state_changed() IS
  'Hint on channel device_state_changed: a device of this tenant changed';
