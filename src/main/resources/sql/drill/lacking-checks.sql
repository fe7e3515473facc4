-- Functions that checks, domains and generated columns call, and that the role may not: their owners took the right away
-- from PUBLIC. Those that run with their owner's rights are left out.
SELECT DISTINCT function.oid::regprocedure::text AS quoted
FROM pg_depend AS depend
JOIN pg_proc AS function ON function.oid = depend.refobjid
WHERE depend.refclassid = 'pg_proc'::regclass
  AND depend.classid IN ('pg_constraint'::regclass, 'pg_attrdef'::regclass)
  AND NOT function.prosecdef
  AND NOT has_function_privilege(?::name, function.oid, 'EXECUTE')
ORDER BY 1
