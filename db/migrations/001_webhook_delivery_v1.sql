-- 001: delivery of alerts to the outside: where to (integrations), what (integration_routes), the work (delivery_jobs)
-- and what came of it (delivery_attempts).
--
-- Why: an alert nobody hears of is worth nothing. The dispatcher turns open alerts into jobs by the routes, the
-- delivery worker takes due jobs and writes one attempt for each try.
--
-- Danger: none; creates only. This pipeline lives until 070 and 071, which move it to notification channels and drop
-- it.

CREATE TABLE integrations (
  tenant_id text NOT NULL,
  integration_id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  type text NOT NULL DEFAULT 'webhook' CHECK (type = 'webhook'),
  enabled boolean NOT NULL DEFAULT true,
  config_json jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, integration_id)
);
CREATE INDEX integrations_tenant_enabled_idx ON integrations (tenant_id, enabled) WHERE enabled = true;
COMMENT ON TABLE integrations IS 'Where a tenant wants alerts sent';
COMMENT ON COLUMN integrations.config_json IS 'For a webhook: url, and optionally headers. May hold secrets';

CREATE TABLE integration_routes (
  tenant_id text NOT NULL,
  route_id uuid NOT NULL DEFAULT gen_random_uuid(),
  integration_id uuid NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  min_severity integer,
  alert_types text[],
  site_ids text[],
  device_prefixes text[],
  deliver_on text[] NOT NULL DEFAULT ARRAY['OPEN'],
  priority integer NOT NULL DEFAULT 100,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, route_id),
  FOREIGN KEY (tenant_id, integration_id) REFERENCES integrations (tenant_id, integration_id) ON DELETE CASCADE
);
CREATE INDEX integration_routes_tenant_enabled_idx ON integration_routes (tenant_id, enabled) WHERE enabled = true;
CREATE INDEX integration_routes_integration_idx ON integration_routes (tenant_id, integration_id);
COMMENT ON TABLE integration_routes IS
  'Which alerts go to which integration. A filter that is NULL or empty lets everything through';

CREATE TABLE delivery_jobs (
  job_id bigserial PRIMARY KEY,
  tenant_id text NOT NULL,
  alert_id bigint NOT NULL,
  integration_id uuid NOT NULL,
  route_id uuid NOT NULL,
  deliver_on_event text NOT NULL CHECK (deliver_on_event IN ('OPEN', 'CLOSED')),
  status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
  attempts integer NOT NULL DEFAULT 0,
  next_run_at timestamptz NOT NULL DEFAULT now(),
  last_error text,
  payload_json jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (tenant_id, integration_id) REFERENCES integrations (tenant_id, integration_id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, route_id) REFERENCES integration_routes (tenant_id, route_id) ON DELETE CASCADE
);
-- One alert is delivered once by one route for one event, however often the dispatcher looks at it.
CREATE UNIQUE INDEX delivery_jobs_dedup_idx ON delivery_jobs (tenant_id, alert_id, route_id, deliver_on_event);
CREATE INDEX delivery_jobs_pending_idx ON delivery_jobs (next_run_at, job_id) WHERE status = 'PENDING';
CREATE INDEX delivery_jobs_tenant_status_idx ON delivery_jobs (tenant_id, status, created_at DESC);
COMMENT ON TABLE delivery_jobs IS 'Queue of deliveries: one alert, by one route, for one event';

CREATE TABLE delivery_attempts (
  attempt_id bigserial PRIMARY KEY,
  tenant_id text NOT NULL,
  job_id bigint NOT NULL REFERENCES delivery_jobs (job_id) ON DELETE CASCADE,
  attempt_no integer NOT NULL,
  ok boolean NOT NULL,
  http_status integer,
  latency_ms integer,
  error text,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX delivery_attempts_job_idx ON delivery_attempts (job_id, attempt_no);
CREATE INDEX delivery_attempts_tenant_idx ON delivery_attempts (tenant_id, finished_at DESC);
COMMENT ON TABLE delivery_attempts IS 'Every try of a delivery job and how it ended';

CREATE FUNCTION update_updated_at_column() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
COMMENT ON FUNCTION update_updated_at_column() IS 'Row trigger: keeps updated_at true whatever the service sends';

CREATE TRIGGER integrations_updated_at_trigger BEFORE UPDATE ON integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER integration_routes_updated_at_trigger BEFORE UPDATE ON integration_routes
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER delivery_jobs_updated_at_trigger BEFORE UPDATE ON delivery_jobs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
