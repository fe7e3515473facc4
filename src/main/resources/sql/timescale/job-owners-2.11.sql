-- TimescaleDB 2.11 to 2.24: as whom a job runs, and the time zone in which its fixed schedule counts, which the view jobs
-- does not show.
select id, owner::text as owner, timezone from _timescaledb_config.bgw_job
