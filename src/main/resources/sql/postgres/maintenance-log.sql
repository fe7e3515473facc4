-- Filled in: the table.
INSERT INTO %s (job_name, started_at, completed_at, rows_affected, status, error_message, details)
VALUES (?, ?, clock_timestamp(), ?, ?, ?, ?::jsonb)
