-- Since when the server runs: another time means that it was gone meanwhile.
SELECT pg_catalog.pg_postmaster_start_time() AS started
