-- What is called so in any schema but the system's own, and what speaks for and against believing it: the owner of its schema, too,
-- can put another one in its place at any moment. Code: what the server
-- would run of others when a row is written, deleted or read, i.e. triggers, rules, other tables' keys, and expressions of columns, constraints, domains,
-- indexes and statistics that are more than PostgreSQL itself has (built-in objects are pinned and in no row of pg_depend).
-- A trigger with a condition (WHEN) counts as a stranger's: nothing says who attached it, and the condition may call anything.
-- The names are given in one text, with commas between.
with trusted as (
    {include postgres/trusted}
)
select relation.oid,
       namespace.nspname as schema_name,
       relation.relname as table_name,
       owner.rolname as owner,
       owner.oid in (select oid from trusted) as trusted_owner,
       pg_get_userbyid(namespace.nspowner)::text as schema_owner,
       namespace.nspowner = owner.oid or namespace.nspowner in (select oid from trusted) as trusted_schema,
       relation.relkind = 'r' and relation.relpersistence <> 't' as ordinary,
       relation.relrowsecurity as row_security,
       exists (select from pg_inherits where inhparent = relation.oid) as has_children,
       has_table_privilege(relation.oid, 'SELECT') as readable,
       has_schema_privilege(namespace.oid, 'USAGE') as usable,
       has_table_privilege(relation.oid, 'INSERT')
           and has_table_privilege(relation.oid, 'UPDATE')
           and has_table_privilege(relation.oid, 'DELETE') as writable,
       exists (select from pg_trigger where tgrelid = relation.oid and not tgisinternal)
           or exists (select from pg_rewrite where ev_class = relation.oid)
           or exists (select from pg_constraint where confrelid = relation.oid and conrelid <> relation.oid)
           or exists (
               select
               from pg_depend as needed
               where needed.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass,
                                           'pg_opclass'::regclass)
                 and (
                     needed.classid = 'pg_class'::regclass and needed.objid = relation.oid
                     or needed.classid = 'pg_attrdef'::regclass
                         and needed.objid in (select oid from pg_attrdef where adrelid = relation.oid)
                     or needed.classid = 'pg_constraint'::regclass
                         and needed.objid in (select oid from pg_constraint where conrelid = relation.oid)
                     or needed.classid = 'pg_class'::regclass
                         and needed.objid in (select indexrelid from pg_index where indrelid = relation.oid)
                     or needed.classid = 'pg_statistic_ext'::regclass
                         and needed.objid in (select oid from pg_statistic_ext where stxrelid = relation.oid)
                 )
           ) as has_code,
       exists (
           select
           from pg_trigger
           join pg_proc on pg_proc.oid = tgfoid
           where tgrelid = relation.oid
             and not tgisinternal
             and (pg_proc.proowner not in (select oid from trusted) or tgqual is not null)
       ) as strangers_trigger,
       array(
           select attname::text
           from pg_attribute
           where attrelid = relation.oid and attnum > 0 and not attisdropped
           order by attnum
       ) as columns
from pg_class as relation
join pg_namespace as namespace on namespace.oid = relation.relnamespace
join pg_roles as owner on owner.oid = relation.relowner
where relation.relname = any (string_to_array(?, ','))
  and relation.relkind in ('r', 'p', 'v', 'm', 'f')
  and namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^(pg_|_?timescaledb_)'
order by owner.oid in (select oid from trusted) and namespace.nspowner in (select oid from trusted) desc,
          namespace.nspname <> 'public', namespace.nspname
