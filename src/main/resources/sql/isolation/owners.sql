-- Guarded tables with the tenant's column whose row security does not hold their owner (no FORCE), where whoever uses them is
-- that owner: a role with a login that inherits from the owner, and is, or may act as, one that policies name or, where a policy is
-- for all roles, one that was given rights there ("used", and whether policies are "written" for it); or one that acts for the owner
-- where no other role has any right on the table. One row for each role and reason. Superusers and BYPASSRLS roles are past all
-- policies anyway ("above"), and told only as such an owner, or as acting for it where no other login does, with FORCE or without.
with recursive {include isolation/coming},
acting as materialized (
    select distinct comes.login, comes.role, login.rolname as name, login.rolsuper or login.rolbypassrls as above
    from comes
    join pg_roles as login on login.oid = comes.login
    where login.rolcanlogin and not comes.granting
),
guarded as materialized (
    select relation.oid,
           relation.relowner as owner,
           relation.relforcerowsecurity as forced,
           format('%I.%I', namespace.nspname, relation.relname) as identifier,
           array(
               select distinct named.oid
               from pg_policy as policy
               cross join unnest(policy.polroles) as named (oid)
               where policy.polrelid = relation.oid and named.oid <> 0
               order by named.oid
           ) as named,
           exists (
               {include isolation/granted-to-others}
           ) as shared
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where relation.relkind in ('r', 'p')
      and relation.relrowsecurity
      and namespace.nspname <> 'information_schema'
      and namespace.nspname !~ '^pg_'
      and namespace.oid not in (
          {include postgres/timescale-schemas}
      )
      and exists (
          select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
      )
      and exists (select from pg_policy where polrelid = relation.oid)
),
-- What is alike is put together first: there may be thousands of tables.
meant as materialized (
    select guarded.owner, way.role, way.written, array_agg(guarded.identifier) as identifiers
    from guarded
    cross join lateral (
        select named.oid as role, true as written
        from unnest(guarded.named) as named (oid)
        union
        select entry.grantee, false
        from pg_class as relation
        cross join lateral (
            {include isolation/grants}
        ) as entry
        where relation.oid = guarded.oid
          and entry.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
          and entry.grantee not in (0, guarded.owner)
          and exists (select from pg_policy where polrelid = guarded.oid and 0 = any (polroles))
    ) as way
    where not guarded.forced
    group by guarded.owner, way.role, way.written
),
alone as materialized (
    select guarded.owner, guarded.forced, guarded.named, array_agg(guarded.identifier) as identifiers
    from guarded
    where not guarded.shared
    group by guarded.owner, guarded.forced, guarded.named
),
passing as materialized (
    select member.name, member.above, meant.role as used, meant.written, meant.identifiers
    from acting as member
    join meant on meant.owner = member.role
    join acting as via on via.login = member.login and via.role = meant.role
    where not member.above and pg_has_role(member.login, meant.owner, 'USAGE')
    union all
    select member.name, member.above, null, false, alone.identifiers
    from acting as member
    join alone on alone.owner = member.role
    where case
              when member.above
                  then member.login = alone.owner or alone.owner not in (select role from acting where not above)
              else not alone.forced
          end
      and not exists (
          select
          from unnest(alone.named) as named (oid)
          where (member.login, named.oid) in (select login, role from acting)
             -- A superuser needs no membership.
             or pg_has_role(member.login, named.oid, 'USAGE')
      )
)
select passing.name as role,
       used.rolname as used,
       bool_or(passing.written) as written,
       passing.above,
       array_agg(distinct identifier) as identifiers
from passing
cross join unnest(passing.identifiers) as identifier
left join pg_roles as used on used.oid = passing.used
group by passing.name, used.rolname, passing.above
order by passing.name, used.rolname
