-- The manifest's tables as they are here; a missing one has no quoted name. copied: the column by which its rows are
-- counted.
SELECT wanted.name,
       quote_ident(namespace.nspname) || '.' || quote_ident(relation.relname) AS quoted,
       relation.oid IS NOT NULL AS present,
       EXISTS (SELECT FROM pg_depend AS depend
               WHERE depend.classid = 'pg_class'::regclass
                 AND depend.objid = relation.oid
                 AND depend.deptype = 'e') AS of_extension,
       (
           {include postgres/counted-column}
       ) AS copied
FROM unnest(?::text[]) AS wanted (name)
LEFT JOIN pg_class AS relation ON relation.oid = to_regclass(wanted.name)
LEFT JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
