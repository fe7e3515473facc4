-- PostgreSQL 14 and newer may be set to end idle sessions.
SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'
