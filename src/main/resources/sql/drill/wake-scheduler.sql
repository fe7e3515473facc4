-- TimescaleDB 2.12 moved it.
SELECT format('%I.%I', namespace.nspname, function.proname) AS quoted
FROM pg_proc AS function
JOIN pg_namespace AS namespace ON namespace.oid = function.pronamespace
WHERE function.proname = 'restart_background_workers'
  AND namespace.nspname IN ('_timescaledb_functions', '_timescaledb_internal')
ORDER BY namespace.nspname
LIMIT 1
