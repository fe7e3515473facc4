-- 115: the old tables step aside
--
-- What: normalized_metrics, metric_mappings, sensors and device_connections are renamed to _deprecated_...; two views
-- with the old names and columns answer old queries of sensors and device_connections from the new tables, and accept
-- what old services still write. Nothing is deleted.
--
-- Why: One truth: since 112 the new tables are what Pulse works with. A rename shows who still uses the old ones.
--
-- Reading: The views show what device_sensors and device_transports hold now, with what only the old tables have
-- (sensor_type, metadata, the old ids). A negative id is a row that only the new tables know. Of several transports a
-- device has, device_connections shows the primary one. ip_address, data_used_updated_at and last_network_detach are
-- shown as long as they are what the new table says too; else they are NULL, which is "not known here", rather than
-- stale.
--
-- Writing: INSERT, UPDATE and DELETE on the views work as they did on the tables, RETURNING included: triggers write
-- the new tables and keep the old rows in step. One thing PostgreSQL refuses on such a view, and says so: INSERT ...
-- ON CONFLICT (columns) fails with "there is no unique or exclusion constraint matching the ON CONFLICT
-- specification" (42P10). Nothing is written then; the service that sends it is older than 112 and has to be updated.
-- ON CONFLICT DO NOTHING without columns is taken, but an existing row is still an error (23505). DELETE on
-- device_connections removes the transport it showed; where a device has another, that one is shown from then on.
--
-- normalized_metrics and metric_mappings have no successor table and no view: queries for them fail by name.
--
-- Safety: The views run with the rights of whoever asks (security_invoker), so row security keeps tenants apart
-- exactly as on the tables. That option needs PostgreSQL 15.
--
-- Locks: ACCESS EXCLUSIVE on the four tables until commit, mostly for a last look for rows that came after 114.
--
-- Differs: Beyond the contract: the functions legacy_connectivity_config, write_through_sensors and
-- write_through_device_connections, and the two triggers on the views.

DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION '115: PostgreSQL 15 or newer is needed, this is %', current_setting('server_version')
            USING DETAIL = 'Views with security_invoker do not exist before; without it they would show every tenant.';
    END IF;
END
$$;

-- The carrier's part of device_transports.connectivity_config, as 112 introduced it; other keys of p_config stay.
CREATE FUNCTION legacy_connectivity_config(p_row device_connections, p_config jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT (p_config - ARRAY[
               'carrier_name', 'carrier_account_id', 'carrier_device_id', 'plan_name', 'apn', 'sim_iccid', 'sim_status',
               'msisdn', 'data_limit_mb', 'billing_cycle_start', 'data_used_mb', 'data_used_updated_at', 'ip_address',
               'network_status', 'last_network_attach', 'last_network_detach', 'metadata'])
           || COALESCE(jsonb_object_agg(e.key, e.value) FILTER (WHERE e.value <> 'null'), '{}')
      FROM jsonb_each(jsonb_build_object(
               'carrier_name', p_row.carrier_name, 'carrier_account_id', p_row.carrier_account_id,
               'carrier_device_id', p_row.carrier_device_id, 'plan_name', p_row.plan_name, 'apn', p_row.apn,
               'sim_iccid', p_row.sim_iccid, 'sim_status', p_row.sim_status, 'msisdn', p_row.msisdn,
               'data_limit_mb', p_row.data_limit_mb, 'billing_cycle_start', p_row.billing_cycle_start,
               'data_used_mb', p_row.data_used_mb,
               'data_used_updated_at',
                   to_char(p_row.data_used_updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'ip_address', p_row.ip_address, 'network_status', p_row.network_status,
               'last_network_attach',
                   to_char(p_row.last_network_attach AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'last_network_detach',
                   to_char(p_row.last_network_detach AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               'metadata', NULLIF(p_row.metadata, '{}'))) e
$$;

CREATE FUNCTION write_through_sensors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    new_status text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM public.device_sensors n
         WHERE n.tenant_id = OLD.tenant_id AND n.device_id = OLD.device_id AND n.metric_key = OLD.metric_name;
        DELETE FROM public._deprecated_sensors s
         WHERE s.tenant_id = OLD.tenant_id AND s.device_id = OLD.device_id AND s.metric_name = OLD.metric_name;
        RETURN OLD;
    END IF;

    IF TG_OP = 'UPDATE' AND NEW.sensor_id IS DISTINCT FROM OLD.sensor_id THEN
        RAISE EXCEPTION 'sensor_id of a sensor cannot be changed' USING ERRCODE = 'feature_not_supported';
    END IF;

    -- A view has no defaults: what an INSERT leaves out arrives as NULL and gets what the table gave.
    NEW.sensor_type := COALESCE(NEW.sensor_type, 'unknown');
    NEW.status := COALESCE(NEW.status, 'active');
    NEW.auto_discovered := COALESCE(NEW.auto_discovered, true);
    NEW.metadata := COALESCE(NEW.metadata, '{}');
    NEW.created_at := COALESCE(NEW.created_at, now());
    NEW.updated_at := CASE WHEN TG_OP = 'INSERT' THEN COALESCE(NEW.updated_at, now()) ELSE now() END;
    IF TG_OP = 'INSERT' THEN
        NEW.sensor_id := COALESCE(NEW.sensor_id, nextval('public.sensors_sensor_id_seq'));
        NEW.precision_digits := COALESCE(NEW.precision_digits, 1);
    END IF;
    new_status := CASE NEW.status WHEN 'active' THEN 'active' WHEN 'error' THEN 'error' ELSE 'inactive' END;

    IF TG_OP = 'INSERT' THEN
        -- First, so that a sensor that exists is refused as it always was.
        INSERT INTO public.device_sensors (tenant_id, device_id, metric_key, display_name, unit, min_range, max_range,
                                           precision_digits, status, source, last_value, last_seen_at, created_at,
                                           updated_at)
        VALUES (NEW.tenant_id, NEW.device_id, NEW.metric_name, COALESCE(NULLIF(NEW.label, ''), NEW.metric_name),
                NEW.unit, NEW.min_range, NEW.max_range, NEW.precision_digits, new_status, 'unmodeled', NEW.last_value,
                NEW.last_seen_at, NEW.created_at, NEW.updated_at);
        -- What the new services have deleted may still lie here.
        DELETE FROM public._deprecated_sensors s
         WHERE s.tenant_id = NEW.tenant_id AND s.device_id = NEW.device_id AND s.metric_name = NEW.metric_name;
    ELSE
        UPDATE public.device_sensors n
           SET tenant_id = NEW.tenant_id, device_id = NEW.device_id, metric_key = NEW.metric_name,
               display_name = COALESCE(NULLIF(NEW.label, ''), NEW.metric_name), unit = NEW.unit,
               min_range = NEW.min_range, max_range = NEW.max_range,
               precision_digits = COALESCE(NEW.precision_digits, n.precision_digits),
               status = CASE WHEN NEW.status = OLD.status THEN n.status ELSE new_status END,
               last_value = NEW.last_value, last_seen_at = NEW.last_seen_at
         WHERE n.tenant_id = OLD.tenant_id AND n.device_id = OLD.device_id AND n.metric_key = OLD.metric_name;
        IF NOT FOUND THEN
            RETURN NULL; -- deleted meanwhile, or not this caller's to change
        END IF;
        UPDATE public._deprecated_sensors s
           SET tenant_id = NEW.tenant_id, device_id = NEW.device_id, metric_name = NEW.metric_name,
               sensor_type = NEW.sensor_type, label = NEW.label, unit = NEW.unit, min_range = NEW.min_range,
               max_range = NEW.max_range, precision_digits = NEW.precision_digits, status = NEW.status,
               auto_discovered = NEW.auto_discovered, last_value = NEW.last_value, last_seen_at = NEW.last_seen_at,
               metadata = NEW.metadata
         WHERE s.tenant_id = OLD.tenant_id AND s.device_id = OLD.device_id AND s.metric_name = OLD.metric_name;
        IF FOUND THEN
            RETURN NEW;
        END IF;
    END IF;

    -- What device_sensors has no column for; for a sensor of the new tables under the negative id it was shown with.
    INSERT INTO public._deprecated_sensors (sensor_id, tenant_id, device_id, metric_name, sensor_type, label, unit,
                                            min_range, max_range, precision_digits, status, auto_discovered, last_value,
                                            last_seen_at, metadata, created_at, updated_at)
    VALUES (NEW.sensor_id, NEW.tenant_id, NEW.device_id, NEW.metric_name, NEW.sensor_type, NEW.label, NEW.unit,
            NEW.min_range, NEW.max_range, NEW.precision_digits, NEW.status, NEW.auto_discovered, NEW.last_value,
            NEW.last_seen_at, NEW.metadata, NEW.created_at, NEW.updated_at);
    RETURN NEW;
END
$$;

CREATE FUNCTION write_through_device_connections() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shown     public.device_transports;
    config    jsonb;
    new_state text;
BEGIN
    -- The transport that the view shows for this device; see its definition.
    SELECT n.* INTO shown
      FROM public.device_transports n
     WHERE n.tenant_id = CASE WHEN TG_OP = 'INSERT' THEN NEW.tenant_id ELSE OLD.tenant_id END
       AND n.device_id = CASE WHEN TG_OP = 'INSERT' THEN NEW.device_id ELSE OLD.device_id END
     ORDER BY n.is_primary DESC, (n.ingestion_protocol = 'mqtt_direct') DESC, n.id
     LIMIT 1;

    IF TG_OP = 'DELETE' THEN
        DELETE FROM public.device_transports n WHERE n.id = shown.id;
        DELETE FROM public._deprecated_device_connections c
         WHERE c.tenant_id = OLD.tenant_id AND c.device_id = OLD.device_id;
        RETURN OLD;
    END IF;

    IF TG_OP = 'INSERT' AND shown.id IS NOT NULL THEN
        RAISE EXCEPTION 'device "%" of tenant "%" already has a connection', NEW.device_id, NEW.tenant_id
            USING ERRCODE = 'unique_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND shown.id IS NULL THEN
        RETURN NULL; -- deleted meanwhile
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.id IS DISTINCT FROM OLD.id THEN
        RAISE EXCEPTION 'id of a device connection cannot be changed' USING ERRCODE = 'feature_not_supported';
    END IF;

    -- A view has no defaults: what an INSERT leaves out arrives as NULL and gets what the table gave.
    IF TG_OP = 'INSERT' THEN
        NEW.id := COALESCE(NEW.id, nextval('public.device_connections_id_seq'));
        NEW.connection_type := COALESCE(NEW.connection_type, 'cellular');
        NEW.sim_status := COALESCE(NEW.sim_status, 'active');
        NEW.billing_cycle_start := COALESCE(NEW.billing_cycle_start, 1);
        NEW.data_used_mb := COALESCE(NEW.data_used_mb, 0);
        NEW.network_status := COALESCE(NEW.network_status, 'unknown');
    END IF;
    NEW.metadata := COALESCE(NEW.metadata, '{}');
    NEW.created_at := COALESCE(NEW.created_at, now());
    NEW.updated_at := CASE WHEN TG_OP = 'INSERT' THEN COALESCE(NEW.updated_at, now()) ELSE now() END;

    -- The old row first: its types and checks judge the values as they always did.
    DELETE FROM public._deprecated_device_connections c
     WHERE c.tenant_id = CASE WHEN TG_OP = 'INSERT' THEN NEW.tenant_id ELSE OLD.tenant_id END
       AND c.device_id = CASE WHEN TG_OP = 'INSERT' THEN NEW.device_id ELSE OLD.device_id END;
    INSERT INTO public._deprecated_device_connections
        (id, tenant_id, device_id, connection_type, carrier_name, carrier_account_id, plan_name, apn, sim_iccid,
         sim_status, data_limit_mb, billing_cycle_start, data_used_mb, data_used_updated_at, ip_address, msisdn,
         network_status, last_network_attach, last_network_detach, metadata, created_at, updated_at, carrier_device_id,
         carrier_integration_id)
    VALUES (NEW.id, NEW.tenant_id, NEW.device_id, NEW.connection_type, NEW.carrier_name, NEW.carrier_account_id,
            NEW.plan_name, NEW.apn, NEW.sim_iccid, NEW.sim_status, NEW.data_limit_mb, NEW.billing_cycle_start,
            NEW.data_used_mb, NEW.data_used_updated_at, NEW.ip_address, NEW.msisdn, NEW.network_status,
            NEW.last_network_attach, NEW.last_network_detach, NEW.metadata, NEW.created_at, NEW.updated_at,
            NEW.carrier_device_id, NEW.carrier_integration_id);
    SELECT public.legacy_connectivity_config(c, COALESCE(shown.connectivity_config, '{}')) INTO config
      FROM public._deprecated_device_connections c
     WHERE c.tenant_id = NEW.tenant_id AND c.device_id = NEW.device_id;

    new_state := CASE WHEN NEW.sim_status IN ('suspended', 'deactivated') OR NEW.network_status = 'suspended'
                      THEN 'inactive' ELSE 'active' END;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO public.device_transports (tenant_id, device_id, ingestion_protocol, physical_connectivity,
                                              connectivity_config, carrier_integration_id, status, last_connected_at,
                                              created_at, updated_at)
        VALUES (NEW.tenant_id, NEW.device_id, 'mqtt_direct', NEW.connection_type,
                config, NEW.carrier_integration_id, new_state, NEW.last_network_attach, NEW.created_at,
                NEW.updated_at);
    ELSE
        UPDATE public.device_transports n
           SET tenant_id = NEW.tenant_id, device_id = NEW.device_id,
               physical_connectivity = CASE WHEN NEW.connection_type = OLD.connection_type
                                            THEN n.physical_connectivity ELSE NEW.connection_type END,
               connectivity_config = config,
               carrier_integration_id = NEW.carrier_integration_id,
               status = CASE WHEN (NEW.sim_status, NEW.network_status)
                                  IS NOT DISTINCT FROM (OLD.sim_status, OLD.network_status)
                             THEN n.status ELSE new_state END,
               last_connected_at = NEW.last_network_attach
         WHERE n.id = shown.id;
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION legacy_connectivity_config(device_connections, jsonb) IS
    'A row of _deprecated_device_connections as the carrier''s part of device_transports.connectivity_config.';
COMMENT ON FUNCTION write_through_sensors() IS
    'Carries writes on the view sensors over to device_sensors. With the caller''s rights: row security holds.';
COMMENT ON FUNCTION write_through_device_connections() IS
    'Carries writes on the view device_connections over to device_transports. With the caller''s rights: row '
    'security holds.';

-- One block, so that with plain psql too nobody writes between the last look and the rename, and no moment is without
-- the names.
DO $$
BEGIN
    LOCK TABLE normalized_metrics, metric_mappings, sensors, device_connections IN ACCESS EXCLUSIVE MODE;

    -- What came after 114, by its rules.
    INSERT INTO device_sensors (tenant_id, device_id, metric_key, display_name, unit, min_range, max_range,
                                precision_digits, status, source, last_value, last_seen_at, created_at, updated_at)
    SELECT s.tenant_id, s.device_id, s.metric_name, COALESCE(NULLIF(s.label, ''), s.metric_name), s.unit, s.min_range,
           s.max_range, COALESCE(s.precision_digits, 2),
           CASE s.status WHEN 'active' THEN 'active' WHEN 'error' THEN 'error' ELSE 'inactive' END,
           'unmodeled', s.last_value, s.last_seen_at, s.created_at, s.updated_at
      FROM sensors s
     WHERE NOT EXISTS (SELECT 1 FROM device_sensors n
                        WHERE (n.tenant_id, n.device_id, n.metric_key) = (s.tenant_id, s.device_id, s.metric_name))
     ORDER BY s.sensor_id
    ON CONFLICT (tenant_id, device_id, metric_key) DO NOTHING;

    UPDATE device_sensors n
       SET last_value = s.last_value, last_seen_at = s.last_seen_at
      FROM sensors s
     WHERE (n.tenant_id, n.device_id, n.metric_key) = (s.tenant_id, s.device_id, s.metric_name)
       AND s.last_seen_at > COALESCE(n.last_seen_at, '-infinity');

    INSERT INTO device_transports AS n (tenant_id, device_id, ingestion_protocol, physical_connectivity,
                                        connectivity_config, carrier_integration_id, status, last_connected_at,
                                        created_at, updated_at)
    SELECT c.tenant_id, c.device_id, 'mqtt_direct', c.connection_type, legacy_connectivity_config(c, '{}'),
           c.carrier_integration_id,
           CASE WHEN c.sim_status IN ('suspended', 'deactivated') OR c.network_status = 'suspended'
                THEN 'inactive' ELSE 'active' END,
           c.last_network_attach, c.created_at, c.updated_at
      FROM device_connections c
     WHERE NOT EXISTS (SELECT 1 FROM device_transports have
                        WHERE (have.tenant_id, have.device_id, have.ingestion_protocol)
                              = (c.tenant_id, c.device_id, 'mqtt_direct')
                          AND have.updated_at >= c.updated_at)
     ORDER BY c.id
    ON CONFLICT (tenant_id, device_id, ingestion_protocol) DO UPDATE
       SET physical_connectivity = EXCLUDED.physical_connectivity,
           connectivity_config = legacy_connectivity_config(
               (SELECT c FROM device_connections c
                 WHERE (c.tenant_id, c.device_id) = (n.tenant_id, n.device_id)), n.connectivity_config),
           carrier_integration_id = EXCLUDED.carrier_integration_id,
           status = EXCLUDED.status,
           last_connected_at = EXCLUDED.last_connected_at
     WHERE EXCLUDED.updated_at > n.updated_at;

    ALTER TABLE normalized_metrics RENAME TO _deprecated_normalized_metrics;
    ALTER TABLE metric_mappings RENAME TO _deprecated_metric_mappings;
    ALTER TABLE sensors RENAME TO _deprecated_sensors;
    ALTER TABLE device_connections RENAME TO _deprecated_device_connections;

    CREATE VIEW sensors WITH (security_invoker = true) AS
    SELECT COALESCE(s.sensor_id, -n.id) AS sensor_id,
           n.tenant_id,
           n.device_id,
           n.metric_key AS metric_name,
           COALESCE(s.sensor_type, 'unknown') AS sensor_type,
           n.display_name AS label,
           n.unit,
           n.min_range,
           n.max_range,
           n.precision_digits,
           CASE WHEN n.status IN ('active', 'error') THEN n.status
                WHEN s.status IN ('disabled', 'stale') THEN s.status
                ELSE 'disabled' END AS status,
           COALESCE(s.auto_discovered, n.source = 'unmodeled') AS auto_discovered,
           n.last_value,
           n.last_seen_at,
           COALESCE(s.metadata, '{}') AS metadata,
           n.created_at,
           n.updated_at
      FROM device_sensors n
      LEFT JOIN _deprecated_sensors s
        ON s.tenant_id = n.tenant_id AND s.device_id = n.device_id AND s.metric_name = n.metric_key;

    -- Numbers are read from JSON that tenants write: what is no number is NULL, for a cast that fails would spoil the
    -- answer for everybody.
    CREATE VIEW device_connections WITH (security_invoker = true) AS
    SELECT COALESCE(c.id, -n.id) AS id,
           n.tenant_id,
           n.device_id,
           COALESCE(n.physical_connectivity, 'other') AS connection_type,
           n.connectivity_config ->> 'carrier_name' AS carrier_name,
           n.connectivity_config ->> 'carrier_account_id' AS carrier_account_id,
           n.connectivity_config ->> 'plan_name' AS plan_name,
           n.connectivity_config ->> 'apn' AS apn,
           n.connectivity_config ->> 'sim_iccid' AS sim_iccid,
           n.connectivity_config ->> 'sim_status' AS sim_status,
           CASE WHEN n.connectivity_config ->> 'data_limit_mb' ~ '^-?\d{1,9}$'
                THEN (n.connectivity_config ->> 'data_limit_mb')::integer END AS data_limit_mb,
           CASE WHEN n.connectivity_config ->> 'billing_cycle_start' ~ '^-?\d{1,9}$'
                THEN (n.connectivity_config ->> 'billing_cycle_start')::integer END AS billing_cycle_start,
           CASE WHEN n.connectivity_config ->> 'data_used_mb' ~ '^-?\d{1,18}(\.\d{1,18})?$'
                THEN (n.connectivity_config ->> 'data_used_mb')::numeric END AS data_used_mb,
           CASE WHEN n.connectivity_config ->> 'data_used_updated_at'
                     = to_char(c.data_used_updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                THEN c.data_used_updated_at END AS data_used_updated_at,
           CASE WHEN n.connectivity_config -> 'ip_address' = to_jsonb(c.ip_address)
                THEN c.ip_address END AS ip_address,
           n.connectivity_config ->> 'msisdn' AS msisdn,
           COALESCE(n.connectivity_config ->> 'network_status', 'unknown') AS network_status,
           n.last_connected_at AS last_network_attach,
           CASE WHEN n.connectivity_config ->> 'last_network_detach'
                     = to_char(c.last_network_detach AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                THEN c.last_network_detach END AS last_network_detach,
           COALESCE(n.connectivity_config -> 'metadata', '{}') AS metadata,
           n.created_at,
           n.updated_at,
           n.connectivity_config ->> 'carrier_device_id' AS carrier_device_id,
           n.carrier_integration_id
      FROM (SELECT DISTINCT ON (tenant_id, device_id) *
              FROM device_transports
             ORDER BY tenant_id, device_id, is_primary DESC, (ingestion_protocol = 'mqtt_direct') DESC, id) n
      LEFT JOIN _deprecated_device_connections c ON c.tenant_id = n.tenant_id AND c.device_id = n.device_id;

    CREATE TRIGGER trg_sensors_write_through INSTEAD OF INSERT OR UPDATE OR DELETE ON sensors
        FOR EACH ROW EXECUTE FUNCTION write_through_sensors();
    CREATE TRIGGER trg_device_connections_write_through INSTEAD OF INSERT OR UPDATE OR DELETE ON device_connections
        FOR EACH ROW EXECUTE FUNCTION write_through_device_connections();

    GRANT SELECT, INSERT, UPDATE, DELETE ON sensors, device_connections TO pulse_app, pulse_operator;
END
$$;

COMMENT ON TABLE _deprecated_normalized_metrics IS
  'Kept for reading. Metrics are described by template_metrics since 109.';
COMMENT ON TABLE _deprecated_metric_mappings IS
  'Kept for reading. Keys are translated by device_modules.metric_key_map since 111.';
COMMENT ON TABLE _deprecated_sensors IS
  'Behind the view sensors: what device_sensors has no column for, and the ids that alert rules name.';
COMMENT ON TABLE _deprecated_device_connections IS
  'Behind the view device_connections: the old ids, and values in their old types.';
COMMENT ON VIEW sensors IS
  'device_sensors in the shape of before 115. Writable, but not by INSERT ... ON CONFLICT. Use device_sensors.';
COMMENT ON VIEW device_connections IS
  'The primary row of device_transports per device in the shape of before 115. Writable, but not by INSERT ... ON'
  ' CONFLICT. Use device_transports.';
