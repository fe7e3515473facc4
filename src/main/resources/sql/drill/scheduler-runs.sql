-- False also when our role may not see that session.
SELECT EXISTS (SELECT FROM pg_stat_activity
               WHERE datname = current_database() AND backend_type = 'TimescaleDB Background Worker Scheduler') AS runs
