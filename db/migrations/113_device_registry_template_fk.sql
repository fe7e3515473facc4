-- 113: a device knows its template and its gateway
--
-- What: device_registry gains template_id and parent_device_id; a trigger lets only a device of the same tenant be a
-- parent, and no device its own.
--
-- Why: The services read a device's abilities from its template, and show modules and edge devices under the gateway
-- that speaks for them. A foreign key cannot do it: deleting a gateway must not delete or lock what was behind it, so
-- the pointer may outlive its target.
--
-- Locks: ACCESS EXCLUSIVE on device_registry for moments: both columns are NULL in every row, so the foreign key has
-- nothing to look up, and the indexes are partial and start empty.

ALTER TABLE device_registry
    ADD COLUMN template_id integer REFERENCES device_templates (id) ON DELETE SET NULL,
    ADD COLUMN parent_device_id text;

CREATE INDEX idx_device_registry_template ON device_registry (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX idx_device_registry_parent ON device_registry (tenant_id, parent_device_id)
    WHERE parent_device_id IS NOT NULL;

COMMENT ON COLUMN device_registry.template_id IS
  'Type of the device: a system template or one of its tenant; NULL: not known.';
COMMENT ON COLUMN device_registry.parent_device_id IS
  'Gateway that speaks for this device, of the same tenant; NULL: speaks for itself.';

CREATE FUNCTION validate_parent_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_device_id = NEW.device_id THEN
        RAISE EXCEPTION 'device "%" of tenant "%" cannot be its own parent', NEW.device_id, NEW.tenant_id
            USING ERRCODE = 'check_violation';
    END IF;
    -- The lock keeps the parent from being deleted between this look and the commit.
    PERFORM 1 FROM public.device_registry p
      WHERE p.tenant_id = NEW.tenant_id AND p.device_id = NEW.parent_device_id
        FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'parent device "%" does not exist in tenant "%"', NEW.parent_device_id, NEW.tenant_id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION validate_parent_device() IS
  'Refuses a parent device that the tenant does not have, and a device as its own parent.';

CREATE TRIGGER trg_validate_parent_device BEFORE INSERT OR UPDATE OF parent_device_id ON device_registry
    FOR EACH ROW WHEN (NEW.parent_device_id IS NOT NULL) EXECUTE FUNCTION validate_parent_device();
