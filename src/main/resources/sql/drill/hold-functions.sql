-- Holds the functions whose owner is no superuser and the checks of domains, or these checks alone, or nothing, and lets go of
-- all others. A held function has a setting of its own that cannot be set: PostgreSQL ends the call before the body. A held check
-- has a type that PostgreSQL does not know and passes over. UNCOMPUTED: they are volatile meanwhile, so that what is constant is
-- not computed beforehand; behind the mark stands what they are. Parameters: the setting, which.
WITH asked AS (
    SELECT ?::text AS mark, ?::text AS which
), checks AS (
    UPDATE pg_constraint
    SET contype = CASE which WHEN 'NONE' THEN 'c' ELSE 'h' END
    FROM asked
    WHERE contypid >= 16384
      AND contype = CASE which WHEN 'NONE' THEN 'h'::"char" ELSE 'c'::"char" END
), function AS (
    SELECT function.oid, function.proconfig, asked.mark, asked.which, held.item,
           coalesce(nullif(substr(held.item, length(asked.mark) + 2), '')::"char", function.provolatile) AS volatility,
           asked.which IN ('ALL', 'UNCOMPUTED') AND NOT owner.rolsuper AS hold
    FROM pg_proc AS function
    JOIN pg_roles AS owner ON owner.oid = function.proowner
    CROSS JOIN asked
    LEFT JOIN LATERAL (
        SELECT item
        FROM unnest(function.proconfig) AS item
        WHERE item IN (asked.mark, asked.mark || '/i', asked.mark || '/s', asked.mark || '/v')
        LIMIT 1
    ) AS held ON true
    WHERE function.oid >= 16384
), wanted AS (
    SELECT oid, volatility,
           hold AND which = 'UNCOMPUTED' AS uncomputed,
           array_remove(proconfig, item) AS others,
           item,
           CASE WHEN hold AND which = 'UNCOMPUTED' THEN mark || '/' || volatility::text WHEN hold THEN mark END AS holding
    FROM function
)
UPDATE pg_proc AS function
SET provolatile = CASE WHEN wanted.uncomputed THEN 'v'::"char" ELSE wanted.volatility END,
    proconfig = nullif(wanted.others || CASE WHEN wanted.holding IS NULL THEN '{}' ELSE ARRAY[wanted.holding] END, '{}')
FROM wanted
WHERE wanted.oid = function.oid
  AND wanted.holding IS DISTINCT FROM wanted.item
