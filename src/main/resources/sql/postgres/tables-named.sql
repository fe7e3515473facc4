-- What is called so in any schema but the system's own, and what speaks for and against believing it: the owner of its schema, too,
-- can put another one in its place at any moment. Expressions: of columns, constraints, domains, indexes and statistics that are more
-- than PostgreSQL itself has (built-in objects are pinned and in no row of pg_depend).
-- Shared: more is to be asked of it (tables-shared), as triggers, rules, other tables' keys or grants are or were at it, or as some role
-- may write to every table of the server by a predefined role (PostgreSQL 14 and later). Most histories have none of these, and
-- planning that question takes longer than all the rest of a run with nothing to do.
-- The names are given in one text, with commas between.
with trusted as (
    {include postgres/trusted}
),
found as (
    select oid, relname, relnamespace, relowner, relkind, relpersistence, relrowsecurity, relacl, relhastriggers, relhasrules
    from pg_class
    where relname = any (string_to_array(?, ','))
      and relkind in ('r', 'p', 'v', 'm', 'f')
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
       exists (
           select
           from (
               select 'pg_class'::regclass, relation.oid
               union all
               select 'pg_attrdef'::regclass, oid from pg_attrdef where adrelid = relation.oid
               union all
               select 'pg_constraint'::regclass, oid from pg_constraint where conrelid = relation.oid
               union all
               select 'pg_class'::regclass, indexrelid from pg_index where indrelid = relation.oid
               union all
               select 'pg_statistic_ext'::regclass, oid from pg_statistic_ext where stxrelid = relation.oid
           ) as part (classid, objid)
           join pg_depend as needed on needed.classid = part.classid and needed.objid = part.objid
           where needed.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass, 'pg_opclass'::regclass)
       ) as has_expressions,
       array(
           select attname::text
           from pg_attribute
           where attrelid = relation.oid and attnum > 0 and not attisdropped
           order by attnum
       ) as columns,
       pg_has_role(relation.relowner, 'USAGE') as owned,
       relation.relhastriggers
           or relation.relhasrules
           or relation.relacl is not null
           or exists (select from pg_attribute where attrelid = relation.oid and attacl is not null)
           or exists (select from pg_auth_members where roleid = to_regrole('pg_write_all_data')) as shared
from found as relation
join pg_namespace as namespace on namespace.oid = relation.relnamespace
join pg_roles as owner on owner.oid = relation.relowner
where namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
order by owner.oid in (select oid from trusted) and namespace.nspowner in (select oid from trusted) desc,
          namespace.nspname <> 'public', namespace.nspname, relation.relname
