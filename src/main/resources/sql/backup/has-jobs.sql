SELECT to_regclass('timescaledb_information.jobs') IS NOT NULL AS present
