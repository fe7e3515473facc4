-- 067: report runs
--
-- What: One row per report that somebody asked for or a schedule started: its parameters, how it ended, how many
-- rows it had. The report itself is not stored here.
--
-- Lock: None on existing tables.
--
-- Note: No row security: the API filters by tenant itself.

CREATE TABLE report_runs (
  run_id        serial PRIMARY KEY,
  tenant_id     text NOT NULL,
  report_type   text NOT NULL,
  status        text NOT NULL DEFAULT 'pending',
  triggered_by  text,
  parameters    jsonb NOT NULL DEFAULT '{}',
  row_count     integer,
  error_message text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  completed_at  timestamptz
);

CREATE INDEX idx_report_runs_tenant ON report_runs (tenant_id, created_at DESC);

COMMENT ON TABLE report_runs IS 'History of generated reports';
COMMENT ON COLUMN report_runs.triggered_by IS 'User who asked for the report, or what started it';

GRANT SELECT, INSERT, UPDATE, DELETE ON report_runs TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE report_runs_run_id_seq TO pulse_app, pulse_operator;
