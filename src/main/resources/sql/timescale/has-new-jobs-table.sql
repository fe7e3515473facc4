-- True from 2.25 on, where the jobs' table moved.
select to_regclass('_timescaledb_catalog.bgw_job') is not null as present
