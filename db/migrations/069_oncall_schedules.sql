-- 069: on-call schedules
--
-- What: A schedule has layers of people taking turns and overrides for single shifts; an escalation level may tell
-- whoever is on call instead of a fixed address.
--
-- Lock: ACCESS EXCLUSIVE on escalation_levels for a catalogue-only change and a foreign key over a few rows.
--
-- Note: No row security: the resolver reads the schedules of all tenants, and the API filters by tenant itself. Only
-- oncall_schedules has a tenant; layers and overrides belong to whom their schedule belongs.

CREATE TABLE oncall_schedules (
  schedule_id serial PRIMARY KEY,
  tenant_id   text NOT NULL,
  name        text NOT NULL,
  description text,
  timezone    text NOT NULL DEFAULT 'UTC',
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE oncall_layers (
  layer_id             serial PRIMARY KEY,
  schedule_id          integer NOT NULL REFERENCES oncall_schedules (schedule_id) ON DELETE CASCADE,
  name                 text NOT NULL DEFAULT 'Layer 1',
  rotation_type        text NOT NULL DEFAULT 'weekly',
  shift_duration_hours integer NOT NULL DEFAULT 168,
  handoff_day          integer NOT NULL DEFAULT 1,
  handoff_hour         integer NOT NULL DEFAULT 9,
  responders           jsonb NOT NULL DEFAULT '[]',
  layer_order          integer NOT NULL DEFAULT 0,
  created_at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE oncall_overrides (
  override_id serial PRIMARY KEY,
  schedule_id integer NOT NULL REFERENCES oncall_schedules (schedule_id) ON DELETE CASCADE,
  layer_id    integer REFERENCES oncall_layers (layer_id) ON DELETE CASCADE,
  responder   text NOT NULL,
  start_at    timestamptz NOT NULL,
  end_at      timestamptz NOT NULL,
  reason      text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT oncall_overrides_check CHECK (end_at > start_at)
);

ALTER TABLE escalation_levels
  ADD COLUMN oncall_schedule_id integer REFERENCES oncall_schedules (schedule_id) ON DELETE SET NULL;

CREATE INDEX idx_oncall_schedules_tenant ON oncall_schedules (tenant_id);
CREATE INDEX idx_oncall_overrides_schedule_time ON oncall_overrides (schedule_id, start_at, end_at);

COMMENT ON TABLE oncall_schedules IS 'Who is on call; a tenant may have several schedules';
COMMENT ON TABLE oncall_layers IS 'People taking turns; the layer with the lowest layer_order is asked first';
COMMENT ON COLUMN oncall_layers.handoff_day IS
  'Weekday from which shifts are counted, 0 = Monday; with handoff_hour taken as UTC';
COMMENT ON COLUMN oncall_layers.responders IS 'The people of the layer, in the order of their turns';
COMMENT ON TABLE oncall_overrides IS
  'Somebody stands in from start_at to end_at; layer_id NULL means for the whole schedule';
COMMENT ON COLUMN escalation_levels.oncall_schedule_id IS
  'Tell whoever is on call in this schedule, in place of notify_email';

GRANT SELECT, INSERT, UPDATE, DELETE ON oncall_schedules, oncall_layers, oncall_overrides TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE oncall_schedules_schedule_id_seq, oncall_layers_layer_id_seq,
  oncall_overrides_override_id_seq TO pulse_app, pulse_operator;
