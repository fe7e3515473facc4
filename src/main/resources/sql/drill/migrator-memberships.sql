-- Makes a role a member of all that own something in this database, but of those with a superuser's rights.
-- Parameters: the role, quoted; the names of those with a superuser's rights.
SELECT DISTINCT format('GRANT %I TO %s', owner.rolname, asked.role) AS statement
FROM pg_shdepend AS depend
JOIN pg_roles AS owner ON owner.oid = depend.refobjid
CROSS JOIN (SELECT ?::text AS role, ?::text[] AS powerful) AS asked
WHERE depend.refclassid = 'pg_authid'::regclass
  AND depend.deptype = 'o'
  AND depend.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND owner.rolname <> ALL (asked.powerful)
