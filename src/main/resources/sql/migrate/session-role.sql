-- A session before anything is set in it, under whatever search path.
SELECT current_user::pg_catalog.text AS name,
       pg_catalog.current_schema()::pg_catalog.text AS creates_in,
       pg_catalog.current_setting('session_replication_role') AS session_replication_role,
       pg_catalog.current_setting('standard_conforming_strings') AS standard_conforming_strings
