-- What pg_dump takes for a part of an extension, and so leaves out of every dump with its rows: members of one, unless its script
-- marked them by pg_extension_config_dump(). The owner of an extension may make any object of hers a member, of whatever kind.
-- by_hand: a script that made the extension's functions as a superuser made all else as one, too; what a superuser who came with
-- the server owns has no row in pg_shdepend. Of the other members those tables are told that hold rows, which the script may have
-- brought. TimescaleDB's own tables are those that belong to the owner of its schemas and are no chunks. A size is not asked for where
-- a lock would make it wait.
WITH scripted AS (
    SELECT DISTINCT member.refobjid AS extension
    FROM pg_depend AS member
    JOIN pg_proc AS function ON function.oid = member.objid
    JOIN pg_roles AS maker ON maker.oid = function.proowner
    WHERE member.refclassid = 'pg_extension'::regclass
      AND member.classid = 'pg_proc'::regclass
      AND member.deptype = 'e'
      AND maker.rolsuper
)
SELECT quote_ident(extension.extname) AS extension,
       format('%I.%I', namespace.nspname, relation.relname) AS identifier,
       CASE relation.relkind
           WHEN 'S' THEN 'SEQUENCE'
           WHEN 'm' THEN 'MATERIALIZED VIEW'
           WHEN 'v' THEN 'VIEW'
           WHEN 'f' THEN 'FOREIGN TABLE'
           ELSE 'TABLE'
       END AS word,
       made.by_hand
FROM pg_depend AS membership
JOIN pg_extension AS extension ON extension.oid = membership.refobjid
JOIN pg_class AS relation ON relation.oid = membership.objid
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
JOIN pg_roles AS owner ON owner.oid = relation.relowner
CROSS JOIN LATERAL (
    SELECT NOT owner.rolsuper AND extension.oid IN (SELECT scripted.extension FROM scripted) AS by_hand
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
UNION ALL
SELECT quote_ident(extension.extname),
       said.identity,
       replace(upper(said.type), '-', ' '),
       true
FROM pg_depend AS membership
JOIN pg_extension AS extension ON extension.oid = membership.refobjid
JOIN scripted ON scripted.extension = extension.oid
JOIN pg_shdepend AS ownership
  ON ownership.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
 AND ownership.classid = membership.classid
 AND ownership.objid = membership.objid
 AND ownership.objsubid = 0
 AND ownership.deptype = 'o'
JOIN pg_roles AS owner ON owner.oid = ownership.refobjid
CROSS JOIN LATERAL pg_identify_object(membership.classid, membership.objid, 0) AS said
WHERE membership.classid <> 'pg_class'::regclass
  AND membership.refclassid = 'pg_extension'::regclass
  AND membership.deptype = 'e'
  AND NOT owner.rolsuper
ORDER BY extension, by_hand, word, identifier
