-- Views that read with their owner's rights (no security_invoker), that others than the owner may read, and through which
-- the owner goes past row security: as a superuser, by BYPASSRLS, as owner of a table that does not force it, or because the
-- view names a partition, to which its parent's row security does not reach. A
-- security_invoker view in between passes the outer view's owner on; another view answers for itself. Continuous
-- aggregates read tables of TimescaleDB's own, which cannot have row security.
with recursive view as (
    select relation.oid,
           relation.relowner,
           relation.relacl,
           relation.relname,
           namespace.nspname,
           exists (
               select
               from pg_options_to_table(relation.reloptions)
               where option_name = 'security_invoker' and option_value::boolean
           ) as invoker
    from pg_class as relation
    join pg_namespace as namespace on namespace.oid = relation.relnamespace
    where relation.relkind = 'v'
),
reads as (
    select distinct rule.ev_class as view, used.refobjid as relation
    from pg_rewrite as rule
    join pg_depend as used
      on used.classid = 'pg_rewrite'::regclass
     and used.objid = rule.oid
     and used.refclassid = 'pg_class'::regclass
     and used.refobjid <> rule.ev_class
    where rule.ev_type = '1'
),
beneath as (
    select reads.view, reads.relation
    from reads
    join view on view.oid = reads.view
    where not view.invoker
      and view.nspname <> 'information_schema'
      and view.nspname !~ '^pg_'
      and view.nspname not in (
          select nspname
          from pg_namespace
          where oid in (
              {include postgres/timescale-schemas}
          )
      )
    union
    select beneath.view, reads.relation
    from beneath
    join view as between_them on between_them.oid = beneath.relation and between_them.invoker
    join reads on reads.view = between_them.oid
)
select view.nspname as schema_name,
       view.relname as view_name,
       format('%I.%I', view.nspname, view.relname) as identifier,
       pg_get_userbyid(view.relowner) as owner,
       string_agg(format('%I.%I', namespace.nspname, source.relname), ', ' order by namespace.nspname, source.relname)
           filter (where namespace.nspname <> '_timescaledb_internal') as sources,
       bool_or(namespace.nspname = '_timescaledb_internal') as aggregate
from beneath
join view on view.oid = beneath.view
join pg_roles as owner on owner.oid = view.relowner
join pg_class as source on source.oid = beneath.relation
join pg_namespace as namespace on namespace.oid = source.relnamespace
where source.relkind in ('r', 'p')
  and exists (
      select from pg_attribute where attrelid = source.oid and attname = ? and not attisdropped
  )
  and exists (
      select
      from (select view.oid, view.relacl) as relation
      cross join lateral (
          {include isolation/grants}
      ) as entry
      where entry.grantee <> view.relowner and entry.privilege_type = 'SELECT'
  )
  and (
      namespace.nspname = '_timescaledb_internal'
      or not source.relrowsecurity
          and exists (
              select
              from pg_partition_ancestors(source.oid) as ancestor
              join pg_class as parent on parent.oid = ancestor
              where parent.relrowsecurity
          )
      or source.relrowsecurity
          and (
              owner.rolsuper
              or owner.rolbypassrls
              or pg_has_role(view.relowner, source.relowner, 'USAGE') and not source.relforcerowsecurity
          )
  )
group by view.nspname, view.relname, view.relowner
order by view.nspname, view.relname
