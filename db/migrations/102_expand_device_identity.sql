-- 102: what a device is made of
--
-- What: device_registry gains hardware, modem and deployment columns, and sensor_limit, the number of sensors that
-- may be discovered on the device.
--
-- Why: A recall names board revisions and modem firmware; without these columns nobody can say who is affected.
--
-- Locks: ACCESS EXCLUSIVE on device_registry for moments: no rewrite, the default is stored in the catalogue.

ALTER TABLE device_registry
    ADD COLUMN chipset            text,
    ADD COLUMN modem_model        text,
    ADD COLUMN board_revision     text,
    ADD COLUMN meid               text,
    ADD COLUMN bootloader_version text,
    ADD COLUMN modem_fw_version   text,
    ADD COLUMN deployment_date    timestamptz,
    ADD COLUMN batch_id           text,
    ADD COLUMN installation_notes text,
    ADD COLUMN sensor_limit       integer DEFAULT 20;

COMMENT ON COLUMN device_registry.meid IS 'Mobile equipment identifier of the modem.';
COMMENT ON COLUMN device_registry.batch_id IS 'Production batch, as printed by the manufacturer.';
COMMENT ON COLUMN device_registry.sensor_limit IS
  'Most sensors the services will discover on this device; NULL: the limit of its plan.';
