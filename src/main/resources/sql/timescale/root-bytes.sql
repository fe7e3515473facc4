-- Bytes in the tables of hypertables themselves, above their chunks, where no row belongs. One that another session holds exclusively
-- is not waited for and has no row. Tiered: one chunk of it stands for rows that another tool keeps (OSM).
-- Unguarded: chunks that have no CHECK constraint but those of the hypertable, so that nothing keeps rows of other times out; before
-- 2.29 the catalogue then has no range of them either. They are looked for among the few tables with as few constraints, as looking at
-- each chunk took as long as all else of a check.
with locked as materialized (
    {include postgres/locked-relations}
),
asked as materialized (
    select hypertable.id,
           hypertable.schema_name,
           hypertable.table_name,
           relation.oid,
           (
               select count(*)
               from pg_catalog.pg_constraint
               where conrelid = relation.oid and contype = 'c' and not connoinherit
           ) as checks
    from _timescaledb_catalog.hypertable as hypertable
    join pg_catalog.pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    join pg_catalog.pg_class as relation
      on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
    where hypertable.id = any (?)
),
few as materialized (
    select oid, relchecks
    from pg_catalog.pg_class
    where relkind = 'r' and relchecks <= (select max(checks) from asked)
),
unguarded as materialized (
    select asked.oid, count(*) as chunks, min(few.oid::regclass::text) as sample
    from few
    join pg_catalog.pg_inherits as heir on heir.inhrelid = few.oid
    join asked on asked.oid = heir.inhparent and few.relchecks <= asked.checks
    group by asked.oid
)
select asked.id,
       asked.schema_name,
       asked.table_name,
       coalesce(pg_catalog.pg_relation_size(asked.oid), 0) as bytes,
       exists (
           select
           from _timescaledb_catalog.chunk as chunk
           where chunk.hypertable_id = asked.id and chunk.osm_chunk
       ) as tiered,
       coalesce(unguarded.chunks, 0) as unguarded,
       unguarded.sample
from asked
left join unguarded on unguarded.oid = asked.oid
where not exists (select from locked where locked.oid = asked.oid)
