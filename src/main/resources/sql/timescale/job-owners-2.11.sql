-- TimescaleDB 2.11 to 2.24: as whom a job runs, and the time zone in which its fixed schedule counts, which the view jobs
-- does not show.
select id,
       owner::text as owner,
       fixed_schedule,
       nullif(nullif(initial_start, '-infinity'), 'infinity') as initial_start,
       timezone
from _timescaledb_config.bgw_job
