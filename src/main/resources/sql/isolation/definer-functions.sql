-- SECURITY DEFINER functions of owners who are past row security, that others may call. Triggers cannot be called. An
-- extension's are its own where a superuser owns them; any owner may make a function of hers a part of an extension of hers.
select namespace.nspname as schema_name,
       function.oid::regprocedure::text as signature,
       owner.rolname as owner
from pg_proc as function
join pg_namespace as namespace on namespace.oid = function.pronamespace
join pg_roles as owner on owner.oid = function.proowner
where function.prosecdef
  and function.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
  and not (
      owner.rolsuper
      and exists (
          select from pg_depend where classid = 'pg_proc'::regclass and objid = function.oid and deptype = 'e'
      )
  )
  and exists (
      select
      from aclexplode(coalesce(function.proacl, acldefault('f', function.proowner))) as entry
      where entry.privilege_type = 'EXECUTE' and entry.grantee <> function.proowner
  )
  and (
      owner.rolsuper
      or owner.rolbypassrls
      or exists (
          select
          from pg_class as relation
          where relation.relrowsecurity
            and not relation.relforcerowsecurity
            and pg_has_role(function.proowner, relation.relowner, 'USAGE')
      )
  )
order by signature
