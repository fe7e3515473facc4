-- 003: one row for each call that counts against a tenant's rate limit.
--
-- Why: several replicas of the UI share one limit, so they count in the database: rows of the last minute, by the
-- index.
--
-- Danger: none; creates only. Nothing in the schema removes old rows: the services have to.

CREATE TABLE rate_limits (
  id bigserial PRIMARY KEY,
  tenant_id text NOT NULL,
  action text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rate_limits_lookup_idx ON rate_limits (tenant_id, action, created_at DESC);
COMMENT ON TABLE rate_limits IS 'Calls that count against a limit: one row each, counted over the last minute or hour';
