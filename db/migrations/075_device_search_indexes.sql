-- 075: searching devices
--
-- What: device_registry.search_vector, a text search vector that PostgreSQL keeps up to date from id, model and
-- serial number, with its index; and indexes for the lists by tag, site and status.
--
-- Lock: ACCESS EXCLUSIVE on device_registry while the table is REWRITTEN: a stored generated column cannot be added
-- in any other way. It has one row per device, not per reading. The other indexes hold SHARE: writers of device_tags
-- and device_state wait while each is scanned once.
--
-- Note: idx_device_state_tenant_status repeats idx_device_state_status (000). The contract lists both; dropping one is
-- a separate decision.
--
-- pulse:allow volatile-default: a stored generated column comes in no other way; device_registry has one row a device

ALTER TABLE device_registry
  ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig,
    coalesce(device_id, '') || ' ' || coalesce(model, '') || ' ' || coalesce(serial_number, ''))) STORED;

COMMENT ON COLUMN device_registry.search_vector IS
  'Generated: never written, only searched (search_vector @@ plainto_tsquery(…))';

CREATE INDEX idx_device_registry_search_vector ON device_registry USING gin (search_vector);
CREATE INDEX idx_device_registry_tenant_site_id ON device_registry (tenant_id, site_id)
  WHERE decommissioned_at IS NULL;
CREATE INDEX idx_device_tags_tenant_tag ON device_tags (tenant_id, tag);
CREATE INDEX idx_device_state_tenant_status ON device_state (tenant_id, status);
