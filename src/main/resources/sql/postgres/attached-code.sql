-- Given are names of objects that statements are about to use. Code of roles that are not trusted, which runs in the session of
-- whoever writes, reads or alters what a trusted role owns: they need not own it to have attached a trigger, and what a trusted
-- role has built on a function of theirs (defaults, constraints, indexes, policies, rules, domains, operators) they may
-- replace at any moment. Also on what they own themselves, where it is named with its schema. A trigger's condition (WHEN) may
-- hand a text to one of PostgreSQL's or an extension's functions that executes it; nothing says who attached it.
with recursive trusted as (
    {include postgres/trusted}
),
code as (
    select 'pg_proc'::regclass as classid, oid as objid, oid::regprocedure::text as name, proowner as owner
    from pg_proc
    where proowner not in (select oid from trusted)
    union all
    select 'pg_type'::regclass, oid, oid::regtype::text, typowner
    from pg_type
    where typtype = 'd' and typowner not in (select oid from trusted)
),
-- What depends on it, over functions, operators and types. A domain's constraint is the domain's.
carrier as (
    select classid, objid, name, owner
    from code
    union
    select case needs.contypid when 0 then needs.classid else 'pg_type'::regclass end,
           case needs.contypid when 0 then needs.objid else needs.contypid end,
           carrier.name,
           carrier.owner
    from carrier
    cross join lateral (
        select needed.classid, needed.objid, coalesce(constraint_.contypid, 0) as contypid
        from pg_depend as needed
        left join pg_constraint as constraint_
          on needed.classid = 'pg_constraint'::regclass and constraint_.oid = needed.objid
        where needed.refclassid = carrier.classid and needed.refobjid = carrier.objid
    ) as needs
    where carrier.classid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_type'::regclass)
),
hit as (
    select carrier.classid, carrier.objid, carrier.name || ' of role ' || pg_get_userbyid(carrier.owner) as code,
           coalesce(attached.tgrelid, rule.ev_class, value.adrelid, constraint_.conrelid, policy.polrelid,
                    statistic.stxrelid, index.indrelid, relation.oid) as relid,
           coalesce(attached.tgtype & 66 = 0, false) as after
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
    union all
    select 'pg_trigger'::regclass, attached.oid, called.oid::regprocedure::text || ' in its condition (WHEN)', attached.tgrelid,
           attached.tgtype & 66 = 0
    from pg_trigger as attached
    cross join regexp_matches(attached.tgqual::text, ':funcid (\d+)', 'g') as call
    join pg_proc as called on called.oid = call[1]::oid
    where attached.tgqual is not null
      and (
          {include postgres/may-execute}
      )
      and (
          called.pronamespace = 'pg_catalog'::regnamespace
          or exists (
              select
              from pg_depend
              where classid = 'pg_proc'::regclass and objid = called.oid and refclassid = 'pg_extension'::regclass
          )
      )
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
group by hit.code
order by hit.code
