-- What is called so in any schema but the system's own, and what speaks for and against believing it: the owner of its schema, too,
-- can put another one in its place at any moment. Code: what the server
-- would run of others when a row is written, deleted or read, i.e. triggers, rules, other tables' keys, and expressions of columns, constraints, domains,
-- indexes and statistics that are more than PostgreSQL itself has (built-in objects are pinned and in no row of pg_depend).
-- A trigger with a condition (WHEN) counts as a stranger's: nothing says who attached it, and the condition may call anything.
-- Writers: who has been granted more than to read it and is not trusted, only where a role with a login gets that by it. Closing:
-- what takes it away, also from those that no login has yet. A REVOKE reaches what the owner granted; what a trusted role passed on
-- goes with its right to do so. Members: who may write to every table of the server by a predefined role (PostgreSQL 14 and later),
-- whether the member has its rights by itself, by SET ROLE or once it has granted it to itself: no right on the table tells of them.
-- The names are given in one text, with commas between.
with trusted as (
    {include postgres/trusted}
),
stranger as (
    {include postgres/stranger}
),
found as (
    select oid, relname, relnamespace, relowner, relkind, relpersistence, relrowsecurity, relacl
    from pg_class
    where relname = any (string_to_array(?, ','))
      and relkind in ('r', 'p', 'v', 'm', 'f')
),
granted as (
    select found.oid as relid, found.relowner, entry.grantor, entry.grantee, entry.privilege_type as privilege
    from found
    cross join lateral (
        select grantor, grantee, privilege_type
        from aclexplode(found.relacl)
        union
        select of_column.grantor, of_column.grantee, of_column.privilege_type
        from pg_attribute
        cross join aclexplode(attacl) as of_column
        where attrelid = found.oid and attacl is not null
    ) as entry
    where entry.privilege_type <> 'SELECT'
      and entry.grantee <> found.relowner
      and entry.grantee not in (select oid from trusted)
),
members as (
    select array_agg(distinct holder.rolname::text) as names
    from pg_roles as predefined
    join pg_auth_members as membership on membership.roleid = predefined.oid
    join pg_roles as holder on holder.oid = membership.member
    where predefined.rolname = 'pg_write_all_data'
      and holder.oid not in (select oid from trusted)
      and exists (select from stranger where pg_has_role(stranger.oid, holder.oid, 'MEMBER'))
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
       ) as columns,
       pg_has_role(relation.relowner, 'USAGE') as owned,
       array(
           select distinct case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee)::text end as writer
           from granted
           where relid = relation.oid
             and exists (select from stranger where grantee = 0 or pg_has_role(stranger.oid, grantee, 'MEMBER'))
           order by writer
       ) as writers,
       coalesce((select names from members), '{}') as members,
       array(
           select format('REVOKE %s%s ON %I.%I FROM %s CASCADE;',
                         case when revoked.passed_on then 'GRANT OPTION FOR ' end,
                         string_agg(distinct revoked.privilege, ', '),
                         namespace.nspname,
                         relation.relname,
                         case revoked.holder when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(revoked.holder)) end)
           from (
               select grantor <> relowner as passed_on,
                      case grantor when relowner then grantee else grantor end as holder,
                      privilege
               from granted
               where relid = relation.oid and (grantor = relowner or grantor in (select oid from trusted))
           ) as revoked
           group by revoked.passed_on, revoked.holder
           order by revoked.passed_on desc, revoked.holder
       ) as closing
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
