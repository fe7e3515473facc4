-- Which services go past row security, and how. A service is a role that policies name, a login that may act as one, and, where a policy is
-- for all roles, a login that was given rights on its table, on a partition, chunk or other child of it ("writes": more than reading), or that
-- may act as one that was. Rights of all roles and of the owner make no service. Both are looked up alike.
-- "way": SUPERUSER, BYPASSRLS; REPLICATION, which reads every table's changes and files, of its own or, where changes are decoded, of a role
-- that it may become; MEMBER of a superuser, or of a role that runs programs, reads or writes files as the server does; ACTS_AS a role that has
-- BYPASSRLS and rights there; OWNER, of which it has nothing at first, but may come to be it; CREATEROLE, which before PostgreSQL 16 gives itself
-- any role but superusers'.
-- "administers": it acts for the owner of the tables or of the database, or may become a superuser; where it uses the tables by way of another
-- role, also what may come to act for these owners. "taking": what takes a membership away, where it was given directly.
with recursive {include isolation/coming},
policed as (
    select distinct policy.polrelid as relation,
           relation.relowner as owner,
           relation.relforcerowsecurity as forced,
           named.oid as named
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
given as materialized (
    select parts.whole as relation,
           entry.grantee,
           bool_or(entry.privilege_type in ('INSERT', 'UPDATE', 'DELETE')) as writes
    from parts
    join pg_class as relation on relation.oid = parts.part
    cross join lateral (
        {include isolation/grants}
    ) as entry
    where entry.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    group by parts.whole, entry.grantee
),
powers as materialized (
    select power.oid,
           power.rolsuper,
           power.rolbypassrls and not power.rolsuper as bypasses,
           power.rolreplication and not power.rolsuper and current_setting('wal_level') = 'logical' as decodes,
           power.rolsuper
           or power.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files') as beyond
    from pg_roles as power
),
-- BYPASSRLS roles and whose rights they have.
entitled as materialized (
    select power.oid as power, grantee.oid as grantee
    from powers as power
    cross join (
        select given.grantee from given
        union
        select oid from pg_roles where rolname in ('pg_read_all_data', 'pg_write_all_data')
    ) as grantee (oid)
    where power.bypasses and (grantee.oid = 0 or pg_has_role(power.oid, grantee.oid, 'USAGE'))
),
open_to as (
    select given.relation, entitled.power
    from given
    join entitled on entitled.grantee = given.grantee
    union
    select policed.relation, entitled.power
    from policed
    cross join entitled
    join pg_roles as everything
      on everything.oid = entitled.grantee and everything.rolname in ('pg_read_all_data', 'pg_write_all_data')
),
-- One row for what is alike, not for each table: there may be thousands.
used as materialized (
    select policed.owner,
           policed.forced,
           policed.named <> 0 as meant,
           coalesce(given.grantee, policed.named) as through,
           bool_or(coalesce(given.writes, true)) as writes,
           open_to.power
    from policed
    left join given on policed.named = 0 and given.relation = policed.relation and given.grantee not in (0, policed.owner)
    left join open_to on open_to.relation = policed.relation
    where policed.named <> 0 or given.grantee is not null
    group by policed.owner, policed.forced, policed.named <> 0, coalesce(given.grantee, policed.named), open_to.power
),
ways as materialized (
    select login.oid as login, own.way, null::oid as granted
    from pg_roles as login
    cross join lateral (
        values
            ('SUPERUSER', login.rolsuper),
            ('BYPASSRLS', login.rolbypassrls and not login.rolsuper),
            ('REPLICATION', login.rolreplication and login.rolcanlogin and not login.rolsuper),
            (
                'CREATEROLE',
                login.rolcreaterole
                and not login.rolsuper
                and current_setting('server_version_num')::integer < 160000
            )
    ) as own (way, has)
    where own.has
    union
    select comes.login, reached.way, comes.role
    from comes
    join powers as power on power.oid = comes.role
    cross join lateral (
        values
            ('MEMBER', power.beyond),
            ('ACTS_AS', power.bypasses and comes.becomes),
            ('REPLICATION', power.decodes and comes.becomes),
            (
                'OWNER',
                not power.rolsuper
                and power.oid in (
                    select owner from used
                    union
                    select datdba from pg_database where datname = current_database()
                )
            )
    ) as reached (way, has)
    where comes.role <> comes.login and reached.has
),
served as materialized (
    select ways.login, ways.way, ways.granted, used.*
    from ways
    join comes on comes.login = ways.login and not comes.granting
    join used on used.through = comes.role
),
passing as (
    select login.oid,
           login.rolname as role,
           login.oid = served.through as itself,
           case when served.meant then through.rolname end as named,
           served.writes,
           served.way,
           served.granted,
           login.oid in (select up.login from ways as up join powers on powers.oid = up.granted and powers.rolsuper)
           or pg_has_role(login.oid, served.owner, 'USAGE')
           or pg_has_role(login.oid, database.datdba, 'USAGE') as administers,
           (login.oid, served.owner) in (select login, granted from ways where way = 'OWNER')
           or (login.oid, database.datdba) in (select login, granted from ways where way = 'OWNER') as may_administer
    from served
    join pg_roles as through on through.oid = served.through
    join pg_roles as login on login.oid = served.login
    join pg_database as database on database.datname = current_database()
    where case
              when login.oid = served.through and served.meant then true
              when not login.rolcanlogin or not has_database_privilege(login.oid, database.oid, 'CONNECT') then false
              -- Whoever is a superuser, or becomes one, needs no other's rights.
              else login.oid = served.through or not login.rolsuper and not through.rolsuper
          end
      and case served.way
              when 'ACTS_AS' then served.granted = served.power and not pg_has_role(served.power, served.owner, 'USAGE')
              when 'OWNER'
                  then served.granted = served.owner
                   and not pg_has_role(login.oid, served.owner, 'USAGE')
                   -- Policies for the owner hold it then.
                   and not (served.forced and served.through = served.owner)
              else true
          end
)
select passing.role,
       passing.named,
       bool_or(passing.administers)
       or bool_or(passing.may_administer) and not bool_or(passing.itself) as administers,
       bool_or(passing.writes) as writes,
       passing.way,
       granted.rolname as granted,
       (
           select coalesce(array_agg(
                      format(
                          'REVOKE %I FROM %I%s;',
                          granted.rolname,
                          passing.role,
                          case
                              when current_setting('server_version_num')::integer >= 160000
                                  then format(' GRANTED BY %I', grantor.rolname)
                          end
                      )
                      order by grantor.rolname
                  ), '{}')
           from pg_auth_members as given
           left join pg_roles as grantor on grantor.oid = given.grantor
           where given.roleid = passing.granted and given.member = passing.oid
       ) as taking
from passing
left join pg_roles as granted on granted.oid = passing.granted
group by passing.oid, passing.role, passing.named, passing.way, passing.granted, granted.rolname
order by passing.role, passing.named, passing.way, granted.rolname
