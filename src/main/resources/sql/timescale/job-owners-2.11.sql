-- TimescaleDB 2.11 to 2.24: as whom a job runs, and the time zone in which its fixed schedule counts, which the view jobs
-- does not show; and how many transactions ago its row was written.
select id,
       owner::text as owner,
       fixed_schedule,
       nullif(nullif(initial_start, '-infinity'), 'infinity') as initial_start,
       timezone,
       age(xmin)::bigint as age
from _timescaledb_config.bgw_job
