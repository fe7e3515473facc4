-- What pg_dump takes for a part of an extension, and so leaves out of every dump with its rows: relations that are members of
-- one, unless its script marked them by pg_extension_config_dump(). The owner of an extension may make any table of hers a
-- member. by_hand: a script that made the extension's functions as a superuser made its tables as one, too. Of the others those
-- tables are told that hold rows, which the script may have brought. TimescaleDB's own tables are those that belong to the
-- owner of its schemas and are no chunks. A size is not asked for where a lock would make it wait.
SELECT quote_ident(extension.extname) AS extension,
       format('%I.%I', namespace.nspname, relation.relname) AS identifier,
       relation.relkind::text AS kind,
       made.by_hand
FROM pg_depend AS membership
JOIN pg_extension AS extension ON extension.oid = membership.refobjid
JOIN pg_class AS relation ON relation.oid = membership.objid
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
JOIN pg_roles AS owner ON owner.oid = relation.relowner
CROSS JOIN LATERAL (
    SELECT NOT owner.rolsuper
           AND EXISTS (
               SELECT
               FROM pg_depend AS other
               JOIN pg_proc AS function ON function.oid = other.objid
               JOIN pg_roles AS maker ON maker.oid = function.proowner
               WHERE other.refclassid = 'pg_extension'::regclass
                 AND other.refobjid = extension.oid
                 AND other.classid = 'pg_proc'::regclass
                 AND other.deptype = 'e'
                 AND maker.rolsuper) AS by_hand
) AS made
WHERE membership.classid = 'pg_class'::regclass
  AND membership.refclassid = 'pg_extension'::regclass
  AND membership.deptype = 'e'
  AND NOT relation.oid = ANY (coalesce(extension.extconfig, '{}'))
  AND NOT (extension.extname = 'timescaledb'
           AND namespace.nspname ~ '^_?timescaledb_'
           AND relation.relowner = namespace.nspowner
           AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = relation.oid))
  AND CASE WHEN made.by_hand THEN relation.relkind IN ('r', 'p', 'S', 'm', 'v', 'f')
           WHEN relation.relkind <> 'r' THEN false
           WHEN relation.oid IN (
               {include postgres/locked-relations}
           ) THEN true
           ELSE pg_relation_size(relation.oid) > 0 END
ORDER BY extension, identifier
