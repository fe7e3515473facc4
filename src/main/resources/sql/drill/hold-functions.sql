-- Holds the functions whose owner is no superuser, or those that domains call, or none, and lets go of all others. A held one
-- has a setting of its own that cannot be set: PostgreSQL ends the call before the body. Parameters: the setting, which.
WITH domains AS (
    SELECT coalesce(operator.oprcode::oid, needed.refobjid) AS oid
    FROM pg_depend AS needed
    JOIN pg_constraint AS entry ON entry.oid = needed.objid AND entry.contypid <> 0
    LEFT JOIN pg_operator AS operator
           ON operator.oid = needed.refobjid AND needed.refclassid = 'pg_operator'::regclass
    WHERE needed.classid = 'pg_constraint'::regclass
      AND needed.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
), wanted AS (
    SELECT function.oid, asked.mark,
           (asked.which = 'ALL' OR asked.which = 'OF_DOMAINS' AND function.oid IN (SELECT oid FROM domains))
               AND NOT owner.rolsuper
               AND NOT EXISTS (SELECT FROM pg_depend AS depend
                               WHERE depend.classid = 'pg_proc'::regclass
                                 AND depend.objid = function.oid
                                 AND depend.deptype = 'e') AS hold
    FROM pg_proc AS function
    JOIN pg_roles AS owner ON owner.oid = function.proowner
    CROSS JOIN (SELECT ?::text AS mark, ?::text AS which) AS asked
    WHERE function.oid >= 16384
)
UPDATE pg_proc AS function
SET proconfig = nullif(array_remove(function.proconfig, wanted.mark)
                       || CASE WHEN wanted.hold THEN ARRAY[wanted.mark] ELSE '{}' END, '{}')
FROM wanted
WHERE wanted.oid = function.oid
  AND wanted.hold IS DISTINCT FROM (wanted.mark = ANY (coalesce(function.proconfig, '{}')))
