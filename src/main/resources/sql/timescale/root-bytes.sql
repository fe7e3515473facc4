-- Bytes in the tables of hypertables themselves, above their chunks, where no row belongs. One that another session holds exclusively
-- is not waited for and has no row. Tiered: one chunk of it stands for rows that another tool keeps (OSM).
-- Unguarded: chunks that have no CHECK constraint but those of the hypertable, so that nothing keeps rows of other times out; before
-- 2.29 the catalogue then has no range of them either.
with locked as materialized (
    {include postgres/locked-relations}
)
select hypertable.id,
       hypertable.schema_name,
       hypertable.table_name,
       coalesce(pg_catalog.pg_relation_size(relation.oid), 0) as bytes,
       exists (
           select
           from _timescaledb_catalog.chunk as chunk
           where chunk.hypertable_id = hypertable.id and chunk.osm_chunk
       ) as tiered,
       children.unguarded,
       children.sample
from _timescaledb_catalog.hypertable as hypertable
join pg_catalog.pg_namespace as namespace on namespace.nspname = hypertable.schema_name
join pg_catalog.pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
cross join lateral (
    select count(*) as unguarded, min(child.oid::regclass::text) as sample
    from pg_catalog.pg_inherits as heir
    join pg_catalog.pg_class as child on child.oid = heir.inhrelid
    where heir.inhparent = relation.oid
      and child.relkind = 'r'
      and child.relchecks <= (
          select count(*)
          from pg_catalog.pg_constraint
          where conrelid = relation.oid and contype = 'c' and not connoinherit
      )
) as children
where hypertable.id = any (?)
  and not exists (select from locked where locked.oid = relation.oid)
