-- Jobs that lock the chunks they work on. A job that never ran has no statistics before TimescaleDB 2.23; -infinity
-- stands for "not yet". A paused job meets nothing. stranger: the job's owner, where altering it would run
-- another role's code in this session; nothing where it would in the owner's as well.
SELECT job.job_id,
       (SELECT namespace.nspname FROM pg_extension AS extension
        JOIN pg_namespace AS namespace ON namespace.oid = extension.extnamespace
        WHERE extension.extname = 'timescaledb') AS functions,
       CASE WHEN rights.alterable THEN NULL WHEN rights.trusted THEN '' ELSE coalesce(rights.owner, '') END AS stranger,
       CASE job.proc_name WHEN 'policy_compression' THEN 'compression' ELSE 'retention' END AS work,
       coalesce(job.hypertable_schema || '.' || job.hypertable_name, '') AS hypertable,
       least(greatest(extract(epoch FROM job.schedule_interval), 0), 3155760000)::bigint AS every_seconds,
       nullif(nullif(stats.last_run_started_at, '-infinity'), 'infinity') AS last_start,
       least(greatest(extract(epoch FROM stats.last_run_duration) * 1000, 0), 3155760000000)::bigint AS last_millis,
       CASE WHEN job.scheduled THEN nullif(nullif(job.next_start, '-infinity'), 'infinity') END AS next_start
FROM timescaledb_information.jobs AS job
JOIN ({include timescale/job-rights}) AS rights ON rights.job_id = job.job_id
LEFT JOIN timescaledb_information.job_stats AS stats ON stats.job_id = job.job_id
WHERE job.proc_schema IN ('_timescaledb_functions', '_timescaledb_internal')
  AND job.proc_name IN ('policy_compression', 'policy_retention')
ORDER BY job.job_id
