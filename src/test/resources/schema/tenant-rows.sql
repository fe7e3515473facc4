-- One row of ${tenant} in every table that row security guards. Both tenants use the same names and device ids wherever
-- the keys allow it, so that only the tenant tells their rows apart.
INSERT INTO tenants (tenant_id, name) VALUES ('${tenant}', 'Somebody');
INSERT INTO device_registry (tenant_id, device_id, site_id) VALUES
  ('${tenant}', 'gateway', 'site'), ('${tenant}', '${tenant} gateway', 'site');
INSERT INTO device_state (tenant_id, site_id, device_id) VALUES ('${tenant}', 'site', 'gateway');
INSERT INTO device_tags (tenant_id, device_id, tag) VALUES ('${tenant}', 'gateway', 'outdoor');
INSERT INTO fleet_alert (tenant_id, site_id, device_id, alert_type, summary)
  VALUES ('${tenant}', 'site', 'gateway', 'threshold', 'Too warm');
INSERT INTO alert_rules (tenant_id, name) VALUES ('${tenant}', 'Too warm');
INSERT INTO alert_maintenance_windows (tenant_id, window_id, name, starts_at)
  VALUES ('${tenant}', 'night', 'Night', now());
INSERT INTO quarantine_events (topic, tenant_id, reason, payload) VALUES ('topic', '${tenant}', 'unknown device', '{}');
INSERT INTO rate_limits (tenant_id, action) VALUES ('${tenant}', 'login');
INSERT INTO delivery_log (alert_id, integration_id, delivery_type, tenant_id, success)
  VALUES ('1', gen_random_uuid(), 'webhook', '${tenant}', true);
INSERT INTO metric_catalog (tenant_id, metric_name) VALUES ('${tenant}', 'temp_c');
INSERT INTO _deprecated_normalized_metrics (tenant_id, normalized_name) VALUES ('${tenant}', 'temperature');
INSERT INTO _deprecated_metric_mappings (tenant_id, raw_metric, normalized_name)
  VALUES ('${tenant}', 'temp_c', 'temperature');
INSERT INTO audit_log (tenant_id, event_type, category, action, message, source_service)
  VALUES ('${tenant}', 'device.created', 'device', 'create', 'A device', 'api');
INSERT INTO subscription_audit (tenant_id, event_type) VALUES ('${tenant}', 'CREATED');
INSERT INTO subscription_notifications (tenant_id, notification_type, scheduled_at)
  VALUES ('${tenant}', 'EXPIRY', now());
INSERT INTO device_subscriptions (subscription_id, tenant_id, device_id, plan_id, status)
  VALUES ('subscription of ${tenant}', '${tenant}', 'gateway', 'basic', 'EXPIRED');
INSERT INTO device_groups (group_id, tenant_id, name) VALUES ('all', '${tenant}', 'All');
INSERT INTO device_group_members (tenant_id, group_id, device_id) VALUES ('${tenant}', 'all', 'gateway');
INSERT INTO dynamic_device_groups (tenant_id, group_id, name) VALUES ('${tenant}', 'all', 'All');
INSERT INTO device_api_tokens (tenant_id, device_id, client_id, token_hash)
  VALUES ('${tenant}', 'gateway', 'client of ${tenant}', 'hash');
INSERT INTO device_certificates (tenant_id, device_id, cert_pem, fingerprint_sha256, common_name, issuer, serial_number,
    not_before, not_after)
  VALUES ('${tenant}', 'gateway', 'pem', 'fingerprint of ${tenant}', 'gateway', 'issuer', '1', now(), now());
INSERT INTO jobs (job_id, tenant_id, document_type, target_all) VALUES ('job', '${tenant}', 'reboot', true);
INSERT INTO job_executions (job_id, tenant_id, device_id) VALUES ('job', '${tenant}', 'gateway');
INSERT INTO device_commands (command_id, tenant_id, device_id, command_type)
  VALUES ('command', '${tenant}', 'gateway', 'reboot');
INSERT INTO device_connection_events (tenant_id, device_id, event_type) VALUES ('${tenant}', 'gateway', 'CONNECTED');
INSERT INTO device_health_telemetry (time, tenant_id, device_id) VALUES (now(), '${tenant}', 'gateway');
INSERT INTO roles (tenant_id, name) VALUES ('${tenant}', 'Night watch');
INSERT INTO user_role_assignments (tenant_id, user_id, role_id)
  VALUES ('${tenant}', 'user', (SELECT id FROM roles WHERE tenant_id = '${tenant}'));
INSERT INTO user_preferences (tenant_id, user_id) VALUES ('${tenant}', 'user');
INSERT INTO firmware_versions (tenant_id, version, file_url) VALUES ('${tenant}', '1.0', 'file');
INSERT INTO ota_campaigns (tenant_id, name, firmware_version_id, target_group_id)
  VALUES ('${tenant}', 'Spring', (SELECT id FROM firmware_versions WHERE tenant_id = '${tenant}'), 'all');
INSERT INTO ota_device_status (tenant_id, campaign_id, device_id)
  VALUES ('${tenant}', (SELECT id FROM ota_campaigns WHERE tenant_id = '${tenant}'), 'gateway');
INSERT INTO dashboards (tenant_id, name) VALUES ('${tenant}', 'Overview');
INSERT INTO dashboard_widgets (dashboard_id, widget_type)
  VALUES ((SELECT id FROM dashboards WHERE tenant_id = '${tenant}'), 'gauge');
INSERT INTO export_jobs (tenant_id, export_type) VALUES ('${tenant}', 'devices');
INSERT INTO message_routes (tenant_id, name, topic_filter, destination_type)
  VALUES ('${tenant}', 'Route', '#', 'webhook');
INSERT INTO dead_letter_messages (tenant_id, original_topic, payload, destination_type)
  VALUES ('${tenant}', 'topic', '{}', 'webhook');
INSERT INTO carrier_integrations (tenant_id, carrier_name, display_name) VALUES ('${tenant}', 'carrier', 'Carrier');
INSERT INTO device_templates (tenant_id, name, slug, category) VALUES ('${tenant}', 'Gateway', 'gateway', 'gateway');
INSERT INTO template_metrics (template_id, metric_key, display_name, data_type)
  VALUES ((SELECT id FROM device_templates WHERE tenant_id = '${tenant}'), 'temp_c', 'Temperature', 'float');
INSERT INTO template_commands (template_id, command_key, display_name)
  VALUES ((SELECT id FROM device_templates WHERE tenant_id = '${tenant}'), 'reboot', 'Reboot');
INSERT INTO template_slots (template_id, slot_key, display_name, slot_type, interface_type)
  VALUES ((SELECT id FROM device_templates WHERE tenant_id = '${tenant}'), 'port', 'Port', 'sensor', 'analog');
INSERT INTO device_modules (tenant_id, device_id, slot_key, label) VALUES ('${tenant}', 'gateway', 'port', 'Probe');
-- Through the view, which writes device_sensors and device_transports too.
INSERT INTO sensors (tenant_id, device_id, metric_name) VALUES ('${tenant}', 'gateway', 'temp_c');
INSERT INTO device_connections (tenant_id, device_id) VALUES ('${tenant}', 'gateway');
