-- 002: a record of what operators (the platform's staff, who see all tenants) looked at and changed.
--
-- Why: an operator's access crosses tenants, so each one leaves a trace that a tenant's own audit cannot hold.
--
-- Danger: none; creates only. Rows are never removed by the schema.

CREATE TABLE operator_audit_log (
  id bigserial PRIMARY KEY,
  user_id text NOT NULL,
  action text NOT NULL,
  tenant_filter text,
  resource_type text,
  resource_id text,
  ip_address inet,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX operator_audit_log_user_idx ON operator_audit_log (user_id);
CREATE INDEX operator_audit_log_created_idx ON operator_audit_log (created_at DESC);
CREATE INDEX operator_audit_log_action_idx ON operator_audit_log (action);
CREATE INDEX operator_audit_log_user_time_idx ON operator_audit_log (user_id, created_at DESC);
COMMENT ON TABLE operator_audit_log IS 'Access by operators across tenants: who, what, from where';
COMMENT ON COLUMN operator_audit_log.tenant_filter IS 'The one tenant the operator looked at; NULL means all of them';
