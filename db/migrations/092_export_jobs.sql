-- 092: exports that run in the background
--
-- What: export_jobs: what a tenant asked to have exported, where the file lies, and until when.
--
-- Why: A year of telemetry does not fit into one web request.
--
-- Locks: A new table; its foreign key lets writers of tenants wait for a moment, readers never.
--
-- Note: A tenant with export jobs cannot be deleted before them: the key has no ON DELETE action.

CREATE TABLE export_jobs (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id       text NOT NULL REFERENCES tenants (tenant_id),
    export_type     text NOT NULL CHECK (export_type IN ('devices', 'alerts', 'telemetry')),
    format          text NOT NULL DEFAULT 'csv' CHECK (format IN ('json', 'csv')),
    filters         jsonb NOT NULL DEFAULT '{}',
    status          text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED')),
    file_path       text,
    file_size_bytes bigint,
    row_count       integer,
    error           text,
    callback_url    text,
    created_by      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    completed_at    timestamptz,
    expires_at      timestamptz DEFAULT (now() + '24:00:00'::interval)
);

CREATE INDEX idx_export_jobs_status ON export_jobs (status, created_at) WHERE status = 'PENDING';
CREATE INDEX idx_export_jobs_tenant ON export_jobs (tenant_id, created_at DESC);

COMMENT ON TABLE export_jobs IS 'Exports that a worker prepares as files.';
COMMENT ON COLUMN export_jobs.expires_at IS
  'From then on the file may be deleted; 24 hours after the request unless said otherwise.';

ALTER TABLE export_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY export_jobs_tenant_isolation ON export_jobs
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON export_jobs TO pulse_app, pulse_operator;
