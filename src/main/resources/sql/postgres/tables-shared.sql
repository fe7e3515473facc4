-- Of tables by their oids, given in one text with commas between: what the server would run of others when a row is written, deleted or
-- read (code), i.e. triggers, rules and other tables' keys; expressions are asked for by tables-named.
-- A trigger with a condition (WHEN) counts as a stranger's: nothing says who attached it, and the condition may call anything.
-- Writers: who has been granted more than to read it and is not trusted, only where a role with a login gets that by it. Closing:
-- what takes it away, also from those that no login has yet. A REVOKE reaches what the owner granted; what a trusted role passed on
-- goes with its right to do so. Members: who may write to every table of the server by a predefined role (PostgreSQL 14 and later),
-- whether the member has its rights by itself, by SET ROLE or once it has granted it to itself: no right on the table tells of them.
with trusted as (
    {include postgres/trusted}
),
stranger as (
    {include postgres/stranger}
),
found as (
    select oid, relname, relnamespace, relowner, relacl
    from pg_class
    where oid = any (string_to_array(?, ',')::oid[])
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
       exists (select from pg_trigger where tgrelid = relation.oid and not tgisinternal)
           or exists (select from pg_rewrite where ev_class = relation.oid)
           or exists (select from pg_constraint where confrelid = relation.oid and conrelid <> relation.oid) as has_code,
       exists (
           select
           from pg_trigger
           join pg_proc on pg_proc.oid = tgfoid
           where tgrelid = relation.oid
             and not tgisinternal
             and (pg_proc.proowner not in (select oid from trusted) or tgqual is not null)
       ) as strangers_trigger,
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
