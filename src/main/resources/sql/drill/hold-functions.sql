-- Holds the functions whose owner is no superuser and the checks of domains, or these checks alone, or nothing, and lets go of
-- all others. A held function has a setting of its own that cannot be set: PostgreSQL ends the call before the body. A held check
-- has a type that PostgreSQL does not know and passes over. Parameters: the setting, which.
WITH asked AS (
    SELECT ?::text AS mark, ?::text AS which
), checks AS (
    UPDATE pg_constraint
    SET contype = CASE which WHEN 'NONE' THEN 'c' ELSE 'h' END
    FROM asked
    WHERE contypid >= 16384
      AND contype = CASE which WHEN 'NONE' THEN 'h'::"char" ELSE 'c'::"char" END
), wanted AS (
    SELECT function.oid, asked.mark, asked.which = 'ALL' AND NOT owner.rolsuper AS hold
    FROM pg_proc AS function
    JOIN pg_roles AS owner ON owner.oid = function.proowner
    CROSS JOIN asked
    WHERE function.oid >= 16384
)
UPDATE pg_proc AS function
SET proconfig = nullif(array_remove(function.proconfig, wanted.mark)
                       || CASE WHEN wanted.hold THEN ARRAY[wanted.mark] ELSE '{}' END, '{}')
FROM wanted
WHERE wanted.oid = function.oid
  AND wanted.hold IS DISTINCT FROM (wanted.mark = ANY (coalesce(function.proconfig, '{}')))
