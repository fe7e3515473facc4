-- TimescaleDB's policies and the jobs that users made, and for which table.
SELECT job.proc_name || coalesce(' on ' || job.hypertable_schema || '.' || job.hypertable_name, '') AS job
FROM timescaledb_information.jobs AS job
WHERE job.job_id >= 1000
ORDER BY 1
