-- Indexes whose building would run code of roles that are not trusted with the rights of one that is: PostgreSQL computes them as
-- the owner of their table, whoever builds them. Index 0: what would run with any such statement. A part of other files, which begin
-- with: with recursive. Leaves rebuilt (index, table, code).
{include postgres/carriers},
rebuilt as (
    select index.indexrelid as index, index.indrelid as table, carrier.code
    from carrier
    left join pg_constraint as excluding
      on carrier.classid = 'pg_constraint'::regclass and excluding.oid = carrier.objid and excluding.contype = 'x'
    join pg_index as index
      on carrier.classid = 'pg_class'::regclass and index.indexrelid = carrier.objid or index.indexrelid = excluding.conindid
    join pg_class as relation on relation.oid = index.indrelid
    where relation.relowner in (select oid from trusted)
    union
    select 0, 0, code
    from carrier
    where classid = 'pg_event_trigger'::regclass
)
