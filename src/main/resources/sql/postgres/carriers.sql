-- What of roles that are not trusted would run as another role: they need not own a thing to have attached a trigger to it, and what
-- a trusted role has built on a function of theirs (defaults, constraints, indexes, policies, rules, domains, operators) they may
-- replace at any moment, as they may a view that one of a trusted role reads: views call functions as whoever reads them. Of a
-- table of theirs under such a view counts what is attached to it by now. An expression may hand a text to one of PostgreSQL's or an
-- extension's functions that executes it: so may a trigger's condition (WHEN), and nothing says who attached it.
-- A part of other files, which begin with: with recursive. Leaves trusted (oid) and carrier (classid, objid, code, object, written,
-- passing).
trusted as (
    {include postgres/trusted}
),
code as (
    select 'pg_proc'::regclass as classid, oid as objid, false as passing,
           oid::regprocedure::text || ' of role ' || pg_get_userbyid(proowner) as code,
           case prokind when 'a' then 'AGGREGATE ' when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || oid::regprocedure as object
    from pg_proc
    where proowner not in (select oid from trusted)
    union all
    select 'pg_type'::regclass, oid, false, oid::regtype::text || ' of role ' || pg_get_userbyid(typowner),
           'DOMAIN ' || oid::regtype
    from pg_type
    where typtype = 'd' and typowner not in (select oid from trusted)
    union all
    select 'pg_class'::regclass, oid, true, 'view ' || oid::regclass::text || ' of role ' || pg_get_userbyid(relowner),
           'VIEW ' || oid::regclass
    from pg_class
    where relkind = 'v' and relowner not in (select oid from trusted)
    union all
    select told.classid, told.objid, false,
           called.oid::regprocedure::text || case told.classid
               when 'pg_trigger'::regclass then ' in its condition (WHEN)'
               else ' in an expression of role ' || pg_get_userbyid(relation.relowner)
           end,
           null
    from (
        select 'pg_trigger'::regclass as classid, oid as objid, tgrelid as relid, tgqual::text as expression
        from pg_trigger
        where tgqual is not null
        union all
        select 'pg_policy'::regclass, oid, polrelid, concat(polqual::text, polwithcheck::text)
        from pg_policy
        union all
        select 'pg_attrdef'::regclass, oid, adrelid, adbin::text
        from pg_attrdef
        union all
        select 'pg_constraint'::regclass, oid, conrelid, conbin::text
        from pg_constraint
        where contype = 'c' and conrelid <> 0
        union all
        select 'pg_rewrite'::regclass, oid, ev_class, concat(ev_qual::text, ev_action::text)
        from pg_rewrite
        where ev_type <> '1'
    ) as told
    join pg_class as relation on relation.oid = told.relid
    cross join regexp_matches(told.expression, ':funcid (\d+)', 'g') as call
    join pg_proc as called on called.oid = call[1]::oid
    where (told.classid = 'pg_trigger'::regclass or relation.relowner not in (select oid from trusted))
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
-- What depends on it, over functions, operators, types and relations. Passing: a relation that is only reached by what belongs to
-- it. Written: it runs that where a row is written, and else where it is read, too.
carrier as (
    select classid, objid, code, object, false as written, passing
    from code
    union
    select next.classid, next.objid, carrier.code, carrier.object, next.written, next.passing
    from carrier
    cross join lateral (
        -- A domain's constraint is the domain's.
        select case coalesce(constraint_.contypid, 0) when 0 then needed.classid else 'pg_type'::regclass end as classid,
               case coalesce(constraint_.contypid, 0) when 0 then needed.objid else constraint_.contypid end as objid,
               coalesce(relation.relkind in ('r', 'p'), false) as written,
               false as passing
        from pg_depend as needed
        left join pg_constraint as constraint_
          on needed.classid = 'pg_constraint'::regclass and constraint_.oid = needed.objid
        left join pg_class as relation on needed.classid = 'pg_class'::regclass and relation.oid = needed.objid
        where needed.refclassid = carrier.classid
          and needed.refobjid = carrier.objid
          and carrier.classid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_type'::regclass)
        union all
        -- An operator class is made of entries that depend on it, and they on their functions and operators.
        select refclassid, refobjid, false, false
        from pg_depend
        where classid = carrier.classid
          and objid = carrier.objid
          and refclassid = 'pg_opclass'::regclass
          and deptype = 'i'
          and carrier.classid in ('pg_amop'::regclass, 'pg_amproc'::regclass)
        union all
        select 'pg_type'::regclass, reltype, false, false
        from pg_class
        where carrier.classid = 'pg_class'::regclass and oid = carrier.objid and relkind = 'c'
        union all
        -- To what the relation has of it.
        select 'pg_class'::regclass, part.relid, part.on_write or carrier.written, true
        from (
            select tgrelid as relid, true as on_write
            from pg_trigger
            where carrier.classid = 'pg_trigger'::regclass and oid = carrier.objid
            union all
            select adrelid, true
            from pg_attrdef
            where carrier.classid = 'pg_attrdef'::regclass and oid = carrier.objid
            union all
            select conrelid, false
            from pg_constraint
            where carrier.classid = 'pg_constraint'::regclass and oid = carrier.objid and conrelid <> 0
            union all
            select polrelid, false
            from pg_policy
            where carrier.classid = 'pg_policy'::regclass and oid = carrier.objid
            union all
            select stxrelid, false
            from pg_statistic_ext
            where carrier.classid = 'pg_statistic_ext'::regclass and oid = carrier.objid
            union all
            select indrelid, false
            from pg_index
            where carrier.classid = 'pg_class'::regclass and indexrelid = carrier.objid
            union all
            -- What fills a materialized view runs as its owner, when it is filled; a view that is not trusted is code by itself.
            select rule.ev_class, rule.ev_type <> '1'
            from pg_rewrite as rule
            join pg_class as relation on relation.oid = rule.ev_class
            where carrier.classid = 'pg_rewrite'::regclass
              and rule.oid = carrier.objid
              and (
                  rule.ev_type <> '1'
                  or relation.relkind = 'v' and relation.relowner in (select oid from trusted)
              )
            union all
            select inhparent, false
            from pg_inherits
            where carrier.classid = 'pg_class'::regclass and inhrelid = carrier.objid
        ) as part
        union all
        -- To what reads or writes the relation: views, rules, policies, functions whose body was parsed when they were made.
        select needed.classid, needed.objid, carrier.written and rule.ev_type = '1', false
        from pg_depend as needed
        left join pg_rewrite as rule on needed.classid = 'pg_rewrite'::regclass and rule.oid = needed.objid
        left join pg_proc as called on needed.classid = 'pg_proc'::regclass and called.oid = needed.objid
        where carrier.classid = 'pg_class'::regclass
          and needed.refclassid = 'pg_class'::regclass
          and needed.refobjid = carrier.objid
          -- Its own rules belong to it.
          and rule.ev_class is distinct from carrier.objid
          and case needed.classid
              when 'pg_rewrite'::regclass then
                  not carrier.written
                  -- A view that may be written to, like its one relation.
                  or rule.ev_type = '1'
                      and rule.ev_action::text ~ ':fromlist \(\{RANGETBLREF :rtindex \d+\}\) :'
                      and rule.ev_action::text ~ (
                          '^\(\{QUERY [^{]*:hasAggs false :hasWindowFuncs false :hasTargetSRFs false .*:groupClause <> '
                          || '.*:havingQual <> .*:distinctClause <> .*:limitOffset <> :limitCount <> .*:setOperations <> '
                      )
                  or rule.ev_type <> '1' and rule.ev_action::text ~ ':resultRelation [1-9]'
              when 'pg_proc'::regclass then
                  not carrier.written or to_jsonb(called) ->> 'prosqlbody' ~ ':resultRelation [1-9]'
              when 'pg_policy'::regclass then not carrier.written
              -- A table's rows have its columns' domains as a type, too; nothing else of it.
              when 'pg_type'::regclass then not carrier.passing
              else false
          end
    ) as next
)
