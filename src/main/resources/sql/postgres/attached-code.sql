-- Given are names of objects that statements are about to use. Code of roles that are not trusted, which runs in the session of
-- whoever writes, reads or alters what a trusted role owns. Also on what they own themselves, where it is named with its schema.
with recursive {include postgres/carriers},
hit as (
    select carrier.classid, carrier.objid, carrier.code, carrier.object,
           coalesce(attached.tgrelid, rule.ev_class, value.adrelid, constraint_.conrelid, policy.polrelid,
                    statistic.stxrelid, index.indrelid, relation.oid) as relid,
           coalesce(attached.tgtype & 66 = 0, false) as after,
           coalesce(function.proowner, type.typowner, operator.oprowner) as owner
    from carrier
    left join pg_trigger as attached on carrier.classid = 'pg_trigger'::regclass and attached.oid = carrier.objid
    left join pg_rewrite as rule on carrier.classid = 'pg_rewrite'::regclass and rule.oid = carrier.objid
    left join pg_attrdef as value on carrier.classid = 'pg_attrdef'::regclass and value.oid = carrier.objid
    left join pg_constraint as constraint_
      on carrier.classid = 'pg_constraint'::regclass and constraint_.oid = carrier.objid
    left join pg_policy as policy on carrier.classid = 'pg_policy'::regclass and policy.oid = carrier.objid
    left join pg_statistic_ext as statistic
      on carrier.classid = 'pg_statistic_ext'::regclass and statistic.oid = carrier.objid
    left join pg_index as index on carrier.classid = 'pg_class'::regclass and index.indexrelid = carrier.objid
    left join pg_class as relation on carrier.classid = 'pg_class'::regclass and relation.oid = carrier.objid
    left join pg_proc as function on carrier.classid = 'pg_proc'::regclass and function.oid = carrier.objid
    left join pg_type as type
      on carrier.classid = 'pg_type'::regclass and type.oid = carrier.objid and type.typcategory <> 'A' and type.typtype <> 'c'
    left join pg_operator as operator on carrier.classid = 'pg_operator'::regclass and operator.oid = carrier.objid
    where not carrier.passing
),
-- Upwards to what is written when: a parent's rows lie in its children, and a key's action writes to the table that refers. The
-- latter is done as that table's owner, but for triggers AFTER it: they wait for the end of the statement, or of the transaction,
-- and run as the session's role.
above as (
    select hit.relid as below, hit.relid, hit.after
    from hit
    where hit.relid <> 0
    union
    select above.below, parent.oid, above.after
    from above
    cross join lateral (
        select inhparent as oid
        from pg_inherits
        where inhrelid = above.relid
        union all
        select confrelid
        from pg_constraint
        where conrelid = above.relid
          and contype = 'f'
          and (confdeltype in ('c', 'n', 'd') or confupdtype in ('c', 'n', 'd'))
          and above.after
    ) as parent
)
select hit.code,
       hit.object,
       array_agg(distinct pg_describe_object(hit.classid, hit.objid, 0)) as carriers,
       array_remove(array_agg(distinct case hit.classid
           when 'pg_trigger'::regclass then
               (select format('DROP TRIGGER %I ON %s;', tgname, tgrelid::regclass) from pg_trigger where oid = hit.objid)
           when 'pg_event_trigger'::regclass then
               (select format('DROP EVENT TRIGGER %I;', evtname) from pg_event_trigger where oid = hit.objid)
       end), null) as cures
from hit
cross join (select ?::text[] as names) as named
where (
    hit.classid = 'pg_event_trigger'::regclass
    or hit.owner in (select oid from trusted)
    or exists (
        select
        from above
        join pg_class as relation on relation.oid = above.relid
        join pg_namespace as namespace on namespace.oid = relation.relnamespace
        where above.below = hit.relid
          and above.after = hit.after
          and (
              relation.relowner in (select oid from trusted)
              or relation.relname = any (named.names) and namespace.nspname = any (named.names)
          )
    )
  )
  -- What a table's chunks and partitions have from it is told once.
  and not exists (
      select
      from pg_inherits
      join hit as same on same.relid = inhparent and same.classid = hit.classid and same.code = hit.code
      where inhrelid = hit.relid
  )
group by hit.code, hit.object
order by hit.code
