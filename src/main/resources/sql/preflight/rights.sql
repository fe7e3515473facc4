-- One row: how many tables this role may not read or alter, and what else its tasks need.
select current_database() as database,
       current_user::text as role,
       has_database_privilege(current_database(), 'TEMPORARY') as temporary,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') as all_sessions,
       count(*) filter (
           where not has_schema_privilege(schema.oid, 'USAGE') or not has_table_privilege(relation.oid, 'SELECT')
       ) as unreadable,
       count(*) filter (
           where relation.relrowsecurity
             and not self.passes
             and (relation.relforcerowsecurity or not pg_has_role(current_user, relation.relowner, 'USAGE'))
       ) as guarded,
       count(*) filter (
           where schema.nspname not like '\_timescaledb\_%'
             and not pg_has_role(current_user, relation.relowner, 'USAGE')
       ) as others,
       count(relation.oid) as tables
from (
    select rolsuper or rolbypassrls as passes
    from pg_roles
    where rolname = current_user
) as self
left join (
    pg_class as relation
    join pg_namespace as schema on schema.oid = relation.relnamespace
) on relation.relkind in ('r', 'p')
 and relation.relpersistence <> 't'
 and schema.nspname not in ('pg_catalog', 'information_schema')
 and not exists (
     select
     from pg_depend as member
     where member.classid = 'pg_class'::regclass
       and member.objid = relation.oid
       and member.deptype = 'e'
 )
