-- The schema of TimescaleDB's functions, and functions beside them that are called the same and are not the extension's: with
-- arguments that match better the server prefers those, however the call is qualified. What the extension made belongs to a
-- superuser; whoever owns an extension may add a function of its own to it.
select namespace.nspname as schema_name,
       array(
           select stranger.oid::regprocedure::text
           from pg_proc as stranger
           left join pg_depend as member
             on member.classid = 'pg_proc'::regclass
               and member.objid = stranger.oid
               and member.refclassid = 'pg_extension'::regclass
               and member.refobjid = extension.oid
               and member.deptype = 'e'
           join pg_roles as owner on owner.oid = stranger.proowner
           where stranger.pronamespace = extension.extnamespace
             and (member.objid is null or not owner.rolsuper)
             and exists (
                 select
                 from pg_depend as member
                 join pg_proc as own on own.oid = member.objid
                 where member.classid = 'pg_proc'::regclass
                   and member.refclassid = 'pg_extension'::regclass
                   and member.refobjid = extension.oid
                   and member.deptype = 'e'
                   and own.pronamespace = extension.extnamespace
                   and own.proname = stranger.proname
             )
           order by 1
       ) as strangers
from pg_extension as extension
join pg_namespace as namespace on namespace.oid = extension.extnamespace
where extension.extname = 'timescaledb'
