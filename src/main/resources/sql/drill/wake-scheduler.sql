-- TimescaleDB 2.12 moved it: before that, another role may have made the new schema.
SELECT format('%I.%I', namespace.nspname, function.proname) AS quoted
FROM pg_proc AS function
JOIN pg_namespace AS namespace ON namespace.oid = function.pronamespace
JOIN pg_depend AS member ON member.classid = 'pg_proc'::regclass AND member.objid = function.oid AND member.deptype = 'e'
JOIN pg_roles AS owner ON owner.oid = function.proowner AND owner.rolsuper
WHERE function.proname = 'restart_background_workers'
  AND namespace.nspname IN ('_timescaledb_functions', '_timescaledb_internal')
ORDER BY namespace.nspname
LIMIT 1
