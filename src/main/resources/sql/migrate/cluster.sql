-- The same on a primary and its standbys, and after a restart.
SELECT system_identifier::text FROM pg_control_system()
