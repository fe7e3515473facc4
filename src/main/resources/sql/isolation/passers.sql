-- Which services go past row security, and how: roles that policies name, logins that may act as one, and, where a policy is for all roles,
-- logins that were given rights on its table, or on a partition, chunk or other child of it alone ("writes": more than reading).
-- "way": BYPASSRLS; REPLICATION, which reads every table's changes and files; MEMBER of a superuser, or of a role that runs programs, reads
-- or writes files as the server does; ACTS_AS a role that has BYPASSRLS and rights there; CREATEROLE, which before PostgreSQL 16 gives itself
-- any role but superusers'; ADMIN on the table's owner, which gives itself that.
-- "taking": what takes a membership away, where it was given directly. Superusers are left out. Since PostgreSQL 16 who makes a role is a
-- member of it that may grant it, and no more. One that acts for the owner of a table or of the database administers it; where a policy is
-- for all roles such a one is no service.
with recursive logins as (
    select role.*, pg_has_role(role.oid, (select datdba from pg_database where datname = current_database()), 'USAGE') as owns
    from pg_roles as role
    where not role.rolsuper
),
policed as (
    select distinct policy.polrelid as relation, relation.relowner as owner, named.oid as named
    from pg_policy as policy
    join pg_class as relation on relation.oid = policy.polrelid
    cross join unnest(policy.polroles) as named (oid)
),
parts as (
    select policed.relation as whole, policed.relation as part
    from policed
    union
    select parts.whole, inheritance.inhrelid
    from parts
    join pg_inherits as inheritance on inheritance.inhparent = parts.part
),
given as (
    select parts.whole as relation,
           entry.grantee,
           bool_or(entry.privilege_type in ('INSERT', 'UPDATE', 'DELETE')) as writes
    from parts
    join pg_class as relation on relation.oid = parts.part
    cross join lateral (
        {include isolation/grants}
    ) as entry
    -- A right of PUBLIC makes no role a service.
    where entry.grantee <> 0 and entry.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    group by parts.whole, entry.grantee
),
powers as materialized (
    select power.oid,
           power.rolsuper,
           power.rolbypassrls and not power.rolsuper as bypasses,
           power.rolsuper
           or power.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files') as beyond
    from pg_roles as power
    where power.rolsuper
       or power.rolbypassrls
       or power.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
),
served as (
    select policed.owner,
           member.oid,
           policed.relation,
           named.rolname as named,
           member.owns or pg_has_role(member.oid, policed.owner, 'USAGE') as administers,
           true as writes
    from policed
    join pg_roles as named on named.oid = policed.named
    join logins as member
      on member.oid = named.oid
      or member.rolcanlogin
     and case
             when current_setting('server_version_num')::integer >= 160000
                 then pg_has_role(member.oid, named.oid, 'USAGE') or pg_has_role(member.oid, named.oid, 'SET')
             else pg_has_role(member.oid, named.oid, 'MEMBER')
         end
    union
    select policed.owner, member.oid, policed.relation, null, false, bool_or(given.writes)
    from policed
    join given on given.relation = policed.relation
    join logins as member
      on member.rolcanlogin
     and not member.owns
     and not pg_has_role(member.oid, policed.owner, 'USAGE')
     and pg_has_role(member.oid, given.grantee, 'USAGE')
     and has_database_privilege(member.oid, current_database(), 'CONNECT')
    where policed.named = 0
    group by policed.owner, member.oid, policed.relation
),
passing as (
    select served.*, way.way, way.granted
    from served
    join logins as member on member.oid = served.oid
    cross join lateral (
        select 'BYPASSRLS' as way, null::oid as granted
        where member.rolbypassrls
        union all
        select 'REPLICATION', null
        where member.rolreplication and member.rolcanlogin
        union all
        select 'CREATEROLE', null
        where member.rolcreaterole and current_setting('server_version_num')::integer < 160000
        union all
        select 'MEMBER', power.oid
        from powers as power
        where power.beyond
          and pg_has_role(member.oid, power.oid, 'MEMBER')
          -- Who is a superuser by membership administers; the services are not to be it.
          and (not power.rolsuper or served.named is null or served.named = member.rolname)
        union all
        select 'ACTS_AS', power.oid
        from powers as power
        where power.bypasses
          and power.oid <> member.oid
          and not pg_has_role(power.oid, served.owner, 'USAGE')
          and exists (
              select
              from given
              where given.relation = served.relation and pg_has_role(power.oid, given.grantee, 'USAGE')
          )
          and case
                  when current_setting('server_version_num')::integer >= 160000 then pg_has_role(member.oid, power.oid, 'SET')
                  else pg_has_role(member.oid, power.oid, 'MEMBER')
              end
        union all
        select 'ADMIN', served.owner
        where pg_has_role(member.oid, served.owner, 'MEMBER WITH ADMIN OPTION')
          and not pg_has_role(member.oid, served.owner, 'USAGE')
          and not exists (select from pg_roles as owner where owner.oid = served.owner and owner.rolsuper)
    ) as way
)
select member.rolname as role,
       passing.named,
       bool_or(passing.administers) as administers,
       bool_or(passing.writes) as writes,
       passing.way,
       granted.rolname as granted,
       (
           select coalesce(array_agg(
                      format(
                          'REVOKE %s%I FROM %I%s;',
                          case when passing.way = 'ADMIN' then 'ADMIN OPTION FOR ' end,
                          granted.rolname,
                          member.rolname,
                          case
                              when current_setting('server_version_num')::integer >= 160000
                                  then format(' GRANTED BY %I', grantor.rolname)
                          end
                      )
                      order by grantor.rolname
                  ), '{}')
           from pg_auth_members as given
           left join pg_roles as grantor on grantor.oid = given.grantor
           where given.roleid = passing.granted
             and given.member = passing.oid
             and (passing.way <> 'ADMIN' or given.admin_option)
       ) as taking
from passing
join pg_roles as member on member.oid = passing.oid
left join pg_roles as granted on granted.oid = passing.granted
group by member.rolname, passing.oid, passing.named, passing.way, passing.granted, granted.rolname
order by member.rolname, passing.named, passing.way, granted.rolname
