-- 077: jobs for many devices
--
-- What: A job is a document for devices to carry out (a reboot, a new setting), aimed at one device, one group or
-- all of a tenant's; job_executions tells how far each device is.
--
-- Lock: None on existing tables, but for the foreign key's short lock on tenants.
--
-- Note: job_executions does not refer to device_registry: what a device has done outlives it.

CREATE TABLE jobs (
  job_id text NOT NULL,
  tenant_id text NOT NULL REFERENCES tenants (tenant_id) ON DELETE CASCADE,
  document_type text NOT NULL,
  document_params jsonb NOT NULL DEFAULT '{}',
  target_device_id text,
  target_group_id text,
  target_all boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'IN_PROGRESS'
    CONSTRAINT jobs_status_check CHECK (status IN ('IN_PROGRESS', 'COMPLETED', 'CANCELED', 'DELETION_IN_PROGRESS')),
  expires_at timestamptz,
  created_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, job_id),
  -- Exactly one target.
  CONSTRAINT jobs_target_check CHECK (
    (target_device_id IS NOT NULL)::integer + (target_group_id IS NOT NULL)::integer + (target_all = true)::integer = 1)
);

CREATE TABLE job_executions (
  job_id text NOT NULL,
  tenant_id text NOT NULL,
  device_id text NOT NULL,
  status text NOT NULL DEFAULT 'QUEUED'
    CONSTRAINT job_executions_status_check
    CHECK (status IN ('QUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'REJECTED')),
  status_details jsonb,
  execution_number bigint NOT NULL DEFAULT 1,
  queued_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  last_updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, job_id, device_id),
  FOREIGN KEY (tenant_id, job_id) REFERENCES jobs (tenant_id, job_id) ON DELETE CASCADE
);

CREATE INDEX idx_jobs_tenant_status ON jobs (tenant_id, status);
CREATE INDEX idx_jobs_expires_at ON jobs (expires_at) WHERE expires_at IS NOT NULL AND status = 'IN_PROGRESS';
CREATE INDEX idx_job_executions_device_queued ON job_executions (tenant_id, device_id, status)
  WHERE status IN ('QUEUED', 'IN_PROGRESS');
CREATE INDEX idx_job_executions_job_id ON job_executions (tenant_id, job_id);

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY jobs_tenant_isolation ON jobs
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE job_executions ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_executions_tenant_isolation ON job_executions
  USING (tenant_id = current_setting('app.tenant_id', true))
  WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

COMMENT ON TABLE jobs IS 'Work for devices, aimed at one device, one group or all of a tenant';
COMMENT ON COLUMN jobs.expires_at IS
  'After this instant devices that have not begun no longer get it; NULL means never';
COMMENT ON TABLE job_executions IS 'How far each device is with a job; gone when the job is';
COMMENT ON COLUMN job_executions.execution_number IS 'Counts up when the same device is given the job again';

GRANT SELECT, INSERT, UPDATE, DELETE ON jobs, job_executions TO pulse_app, pulse_operator;
