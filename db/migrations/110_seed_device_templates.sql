-- 110: the system templates
--
-- What: Four types of devices, a gateway and three expansion modules, with 13 metrics, 3 commands and 4 slots.
--
-- Why: 114 assigns them to existing devices; tenants build their own beside them.
--
-- Locks: Rows only.
--
-- Again: Running it twice changes nothing. Templates refer to one another by slug, not by number: on an empty
-- database they get the numbers 1 to 4, after a tenant's own templates they get others.

INSERT INTO device_templates (tenant_id, name, slug, description, category, manufacturer, model, is_locked, source,
                              transport_defaults)
VALUES
    (NULL, 'Lifeline Gateway v1', 'lifeline-gateway-v1',
     'Cellular gateway with two analog ports, a 1-Wire bus and an FSK radio', 'gateway', 'Lifeline', 'GW-V1', true,
     'system', '{"ingestion_protocol": "mqtt_direct", "physical_connectivity": "cellular"}'),
    (NULL, 'Lifeline Temperature Probe', 'lifeline-temp-probe',
     'Temperature probe for an analog port, the 1-Wire bus or the radio', 'expansion_module', 'Lifeline', 'TP-100',
     true, 'system', NULL),
    (NULL, 'Lifeline Humidity Sensor', 'lifeline-humidity-sensor',
     'Humidity and temperature for the 1-Wire bus or the radio', 'expansion_module', 'Lifeline', 'HT-200', true,
     'system', NULL),
    (NULL, 'Lifeline GPS Tracker', 'lifeline-gps-tracker',
     'Position, speed and heading over the radio', 'expansion_module', 'Lifeline', 'GPS-300', true, 'system', NULL)
ON CONFLICT (slug) WHERE tenant_id IS NULL DO NOTHING;

INSERT INTO template_metrics (template_id, metric_key, display_name, data_type, unit, min_value, max_value,
                              precision_digits, is_required, description, sort_order)
SELECT t.id, m.metric_key, m.display_name, m.data_type, m.unit, m.min_value, m.max_value,
       m.precision_digits, m.is_required, m.description, m.sort_order
  FROM (VALUES
    ('lifeline-gateway-v1', 'battery_pct', 'Battery Level', 'float', '%', 0, 100, 1, true,
     'Charge of the backup battery', 1),
    ('lifeline-gateway-v1', 'signal_rssi', 'Signal Strength', 'integer', 'dBm', -120, 0, 0, true,
     'Of the cellular network', 2),
    ('lifeline-gateway-v1', 'uptime_seconds', 'Uptime', 'integer', 's', 0, NULL, 0, true, 'Since the last restart', 3),
    ('lifeline-gateway-v1', 'cpu_temp', 'CPU Temperature', 'float', 'degC', -40, 85, 1, false, 'Inside the housing', 4),
    ('lifeline-gateway-v1', 'memory_pct', 'Memory Usage', 'float', '%', 0, 100, 1, false, NULL, 5),
    ('lifeline-gateway-v1', 'supply_voltage', 'Supply Voltage', 'float', 'V', 0, 30, 2, false,
     'At the power terminal', 6),
    ('lifeline-temp-probe', 'temperature', 'Temperature', 'float', 'degC', -40, 125, 1, true,
     'At the tip of the probe', 1),
    ('lifeline-humidity-sensor', 'humidity', 'Humidity', 'float', '%', 0, 100, 1, true, 'Relative humidity', 1),
    ('lifeline-humidity-sensor', 'temperature', 'Temperature', 'float', 'degC', -40, 85, 1, true, 'Of the air', 2),
    ('lifeline-gps-tracker', 'latitude', 'Latitude', 'float', 'deg', -90, 90, 6, true, 'WGS 84, north is positive', 1),
    ('lifeline-gps-tracker', 'longitude', 'Longitude', 'float', 'deg', -180, 180, 6, true,
     'WGS 84, east is positive', 2),
    ('lifeline-gps-tracker', 'speed', 'Speed', 'float', 'km/h', 0, 500, 1, true, 'Over ground', 3),
    ('lifeline-gps-tracker', 'heading', 'Heading', 'float', 'deg', 0, 360, 1, true, 'Clockwise from true north', 4)
       ) AS m (slug, metric_key, display_name, data_type, unit, min_value, max_value, precision_digits, is_required,
               description, sort_order)
  JOIN device_templates t ON t.slug = m.slug AND t.tenant_id IS NULL
 ORDER BY t.id, m.sort_order
ON CONFLICT (template_id, metric_key) DO NOTHING;

INSERT INTO template_commands (template_id, command_key, display_name, description, parameters_schema, sort_order)
SELECT t.id, c.command_key, c.display_name, c.description, c.parameters_schema::jsonb, c.sort_order
  FROM (VALUES
    ('lifeline-gateway-v1', 'reboot', 'Reboot', 'Restarts the gateway; it is silent for about a minute',
     '{"type": "object", "properties": {}}', 1),
    ('lifeline-gateway-v1', 'set_interval', 'Set Report Interval', 'Sets how often the gateway reports, in seconds',
     '{"type": "object", "required": ["interval_seconds"],
       "properties": {"interval_seconds": {"type": "integer", "minimum": 10, "maximum": 86400}}}', 2),
    ('lifeline-gateway-v1', 'factory_reset', 'Factory Reset',
     'Erases the gateway''s settings; it has to be provisioned again on site',
     '{"type": "object", "required": ["confirm"], "properties": {"confirm": {"type": "boolean", "const": true}}}', 3)
       ) AS c (slug, command_key, display_name, description, parameters_schema, sort_order)
  JOIN device_templates t ON t.slug = c.slug AND t.tenant_id IS NULL
 ORDER BY t.id, c.sort_order
ON CONFLICT (template_id, command_key) DO NOTHING;

INSERT INTO template_slots (template_id, slot_key, display_name, slot_type, interface_type, max_devices,
                            compatible_templates, description, sort_order)
SELECT t.id, s.slot_key, s.display_name, 'expansion', s.interface_type, s.max_devices,
       (SELECT array_agg(f.id ORDER BY f.id)
          FROM device_templates f WHERE f.tenant_id IS NULL AND f.slug = ANY (s.fitting::text[])),
       s.description, s.sort_order
  FROM (VALUES
    ('lifeline-gateway-v1', 'analog_1', 'Analog Port 1', 'analog', 1, '{lifeline-temp-probe}',
     'Screw terminal, one probe', 1),
    ('lifeline-gateway-v1', 'analog_2', 'Analog Port 2', 'analog', 1, '{lifeline-temp-probe}',
     'Screw terminal, one probe', 2),
    ('lifeline-gateway-v1', 'onewire_1', '1-Wire Bus', '1-wire', 8,
     '{lifeline-temp-probe,lifeline-humidity-sensor}', 'Up to eight modules, told apart by address', 3),
    ('lifeline-gateway-v1', 'fsk_radio', 'FSK Radio Link', 'fsk', 4,
     '{lifeline-temp-probe,lifeline-humidity-sensor,lifeline-gps-tracker}', 'Up to four paired modules', 4)
       ) AS s (slug, slot_key, display_name, interface_type, max_devices, fitting, description, sort_order)
  JOIN device_templates t ON t.slug = s.slug AND t.tenant_id IS NULL
 ORDER BY t.id, s.sort_order
ON CONFLICT (template_id, slot_key) DO NOTHING;
