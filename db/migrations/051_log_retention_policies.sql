-- 051: maintenance_log, where cleaning jobs write down what they did
--
-- What: One row per run of a maintenance job (log clean-up, and the migrations that move rows): started, ended, rows
-- affected, how it ended.
--
-- Why: The logs that are ordinary tables (operator_audit_log, subscription_audit, subscription_notifications) have
-- no retention policy of TimescaleDB; a job of the services deletes their old rows. This table answers "when did it
-- last run, and what did it delete?".
--
-- Lock: None on existing tables.
--
-- Note: No tenant_id and no row security: pulse_app can read every row. Write counts and names of jobs here, never a
-- tenant's data and never a secret.

CREATE TABLE maintenance_log (
  id            bigserial PRIMARY KEY,
  job_name      text NOT NULL,
  started_at    timestamptz NOT NULL,
  completed_at  timestamptz,
  rows_affected bigint,
  status        text NOT NULL DEFAULT 'RUNNING',
  error_message text,
  details       jsonb
);

CREATE INDEX idx_maintenance_log_job ON maintenance_log (job_name, started_at DESC);

COMMENT ON TABLE maintenance_log IS
  'Runs of maintenance jobs. A row that stays RUNNING without completed_at is a run that was killed.';
COMMENT ON COLUMN maintenance_log.status IS 'RUNNING, COMPLETED or FAILED';
COMMENT ON COLUMN maintenance_log.rows_affected IS
  'Rows deleted or moved by the run, over all tables; per table in details';

GRANT SELECT, INSERT, UPDATE, DELETE ON maintenance_log TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE maintenance_log_id_seq TO pulse_app, pulse_operator;
