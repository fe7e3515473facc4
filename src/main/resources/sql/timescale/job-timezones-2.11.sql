-- TimescaleDB 2.11 to 2.24: the time zone in which a job's fixed schedule counts, which the view jobs does not show.
select id, timezone from _timescaledb_config.bgw_job where timezone is not null
