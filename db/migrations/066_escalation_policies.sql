-- 066: escalation policies
--
-- What: A policy is a ladder of up to five levels: whom to tell, and after how many minutes the next one. A rule may
-- name a policy; an open alert knows when its next step is due.
--
-- Lock: ACCESS EXCLUSIVE on alert_rules and fleet_alert. The columns are catalogue-only changes; the index scans
-- fleet_alert once (a million rows took 0.3 s, from memory) and starts empty.
--
-- Note: No row security: the escalation worker walks the policies of all tenants, and the API filters by tenant
-- itself. escalation_levels has no tenant of its own; it belongs to whom its policy belongs.

CREATE TABLE escalation_policies (
  policy_id   serial PRIMARY KEY,
  tenant_id   text NOT NULL,
  name        text NOT NULL,
  description text,
  is_default  boolean NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE escalation_levels (
  level_id       serial PRIMARY KEY,
  policy_id      integer NOT NULL REFERENCES escalation_policies (policy_id) ON DELETE CASCADE,
  level_number   integer NOT NULL CHECK (level_number >= 1 AND level_number <= 5),
  delay_minutes  integer NOT NULL DEFAULT 15,
  notify_email   text,
  notify_webhook text,
  UNIQUE (policy_id, level_number)
);

CREATE INDEX idx_escalation_policies_tenant ON escalation_policies (tenant_id);

ALTER TABLE alert_rules
  ADD COLUMN escalation_policy_id integer REFERENCES escalation_policies (policy_id) ON DELETE SET NULL;

ALTER TABLE fleet_alert ADD COLUMN next_escalation_at timestamptz;

CREATE INDEX idx_fleet_alert_next_escalation ON fleet_alert (next_escalation_at)
  WHERE status = 'OPEN' AND next_escalation_at IS NOT NULL;

COMMENT ON TABLE escalation_policies IS 'Ladders of escalation, one or more per tenant';
COMMENT ON TABLE escalation_levels IS 'The steps of a policy, 1 to 5';
COMMENT ON COLUMN escalation_levels.delay_minutes IS 'Minutes after this level was told until the next one is due';
COMMENT ON COLUMN alert_rules.escalation_policy_id IS
  'Policy for alerts of this rule; NULL means they do not climb levels';
COMMENT ON COLUMN fleet_alert.next_escalation_at IS 'When the next level is told; NULL means no further escalation';

GRANT SELECT, INSERT, UPDATE, DELETE ON escalation_policies, escalation_levels TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE escalation_policies_policy_id_seq, escalation_levels_level_id_seq
  TO pulse_app, pulse_operator;
