-- TimescaleDB 2.25 and newer: as in job-owners-2.11.sql.
select id,
       owner::text as owner,
       fixed_schedule,
       nullif(nullif(initial_start, '-infinity'), 'infinity') as initial_start,
       timezone,
       age(xmin)::bigint as age
from _timescaledb_catalog.bgw_job
