-- Given are names of schemas in which names are looked for, names of schemas that statements name themselves, and names of objects
-- that they are about to use. In the second kind only the latter count, since nothing else there is found. Schemas of these names,
-- and those of TimescaleDB's functions: who may put something there, and what is there already under the name of something of
-- PostgreSQL's, of an extension's or of a trusted role's, wherever that is: a session may have both in its path. What an extension made belongs to who is trusted; whoever owns one may add its own functions to it.
with trusted as (
    {include postgres/trusted}
),
stranger as (
    {include postgres/stranger}
),
asked as (
    select ?::text[] as path, ?::text[] as named, ?::text[] as names
),
looked_at as (
    select namespace.oid, namespace.nspname, namespace.nspowner, namespace.nspacl,
           namespace.nspname <> all (asked.path) and not of_timescale.is_so as named_only
    from asked
    cross join pg_namespace as namespace
    cross join lateral (
        select exists (
            select from pg_extension where extname = 'timescaledb' and extnamespace = namespace.oid
        ) as is_so
    ) as of_timescale
    where (namespace.nspname = any (asked.path) or namespace.nspname = any (asked.named))
            and namespace.nspname <> 'information_schema'
            and namespace.nspname !~ '^pg_'
            and namespace.oid not in (
                {include postgres/timescale-schemas}
            )
       or of_timescale.is_so
),
of_extension as (
    select classid, objid
    from pg_depend
    where refclassid = 'pg_extension'::regclass and deptype = 'e'
)
select looked_at.nspname as schema_name,
       pg_get_userbyid(looked_at.nspowner) as owner,
       looked_at.nspowner in (select oid from trusted) as trusted_owner,
       array(
           select distinct case entry.grantee when 0 then 'PUBLIC' else pg_get_userbyid(entry.grantee)::text end as maker
           from aclexplode(looked_at.nspacl) as entry
           where entry.privilege_type = 'CREATE'
             and entry.grantee <> looked_at.nspowner
             and entry.grantee not in (select oid from trusted)
             and exists (
                 select
                 from stranger
                 where entry.grantee = 0 or pg_has_role(stranger.oid, entry.grantee, 'MEMBER')
             )
           order by maker
       ) as makers,
       array(
           select impostor.oid::regprocedure::text || ' of role ' || pg_get_userbyid(impostor.proowner) as signature
           from pg_proc as impostor
           where impostor.pronamespace = looked_at.oid
             and impostor.proowner not in (select oid from trusted)
             and (
                 impostor.proname = any (asked.names)
                 or not looked_at.named_only and exists (
                     select
                     from pg_proc as own
                     where own.proname = impostor.proname
                       and (
                           own.proowner in (select oid from trusted)
                           or exists (select from of_extension where classid = 'pg_proc'::regclass and objid = own.oid)
                       )
                 )
             )
           union all
           select impostor.oid::regoperator::text || ' of role ' || pg_get_userbyid(impostor.oprowner)
           from pg_operator as impostor
           where impostor.oprnamespace = looked_at.oid
             and impostor.oprowner not in (select oid from trusted)
             and (not looked_at.named_only or 'operator' = any (asked.names))
             and exists (
                 select
                 from pg_operator as own
                 where own.oprname = impostor.oprname
                   and (
                       own.oprowner in (select oid from trusted)
                       or exists (select from of_extension where classid = 'pg_operator'::regclass and objid = own.oid)
                   )
             )
           union all
           select impostor.oid::regclass::text || ' of role ' || pg_get_userbyid(impostor.relowner)
           from pg_class as impostor
           where impostor.relnamespace = looked_at.oid
             and impostor.relname = any (asked.names)
             and impostor.relowner not in (select oid from trusted)
           union all
           select impostor.oid::regtype::text || ' of role ' || pg_get_userbyid(impostor.typowner)
           from pg_type as impostor
           where impostor.typnamespace = looked_at.oid
             and impostor.typname = any (asked.names)
             and impostor.typrelid = 0
             and impostor.typowner not in (select oid from trusted)
           order by signature
       ) as impostors
from looked_at
cross join asked
order by looked_at.nspname
