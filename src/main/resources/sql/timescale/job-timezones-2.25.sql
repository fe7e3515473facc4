-- TimescaleDB 2.25 and newer: as in job-timezones-2.11.sql.
select id, timezone from _timescaledb_catalog.bgw_job where timezone is not null
