SELECT to_regclass('maintenance_log') IS NOT NULL AS present
