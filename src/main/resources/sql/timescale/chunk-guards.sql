-- What makes a chunk's range say nothing about rows, which only the owner can do, by hypertable:
--   heirs: tables that inherit from the hypertable or from one of its chunks and are no chunk; no SELECT of the hypertable and no
--   job comes to their rows;
--   exchanged: chunks none of whose constraints is the one that PostgreSQL writes for their range of time. Writing it for people and
--   comparing costs 25 microseconds, so 300 are compared, those whose own constraints were made longest after their tables. That is
--   told by the order of oids, which begin anew after 2^32; in databases with more than 1000 chunks the difference has to be more than
--   creating a table makes. Not compared: UUIDs, functions that make a time (time_partitioning_func), ends that no timestamp has,
--   and what another session holds exclusively.
-- A part of other files, which give piece (id, hypertable_id, oid, osm_chunk), stranger (oid, parent) and slice. Pieces are looked up by
-- their oids, a few: to join them all costs as much as everything else together.
locked as materialized (
    {include postgres/locked-relations}
),
asked as materialized (
    select hypertable.id, relation.oid
    from _timescaledb_catalog.hypertable as hypertable
    join pg_catalog.pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    join pg_catalog.pg_class as relation
      on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
    where hypertable.id = any (?)
),
heir as (
    select asked.id, stranger.oid
    from stranger
    join asked on asked.oid = stranger.parent
    union
    select asked.id, stranger.oid
    from stranger
    join pg_catalog.pg_class as parent on parent.oid = stranger.parent and parent.relkind = 'r'
    cross join lateral (select piece.hypertable_id from piece where piece.oid = parent.oid offset 0) as chunk
    join asked on asked.id = chunk.hypertable_id
),
made as materialized (
    select conrelid, (oid::bigint - conrelid::bigint + 4294967296) % 4294967296 as gap
    from pg_catalog.pg_constraint
    where contype = 'c'
      and coninhcount = 0
      and (
          oid::bigint - conrelid::bigint not between 0 and 64
          or not exists (select from _timescaledb_catalog.chunk offset 1000)
      )
),
latest as (
    select chunk.id, chunk.hypertable_id, chunk.oid
    from made
    cross join lateral (select * from piece where piece.oid = made.conrelid offset 0) as chunk
    where chunk.hypertable_id in (select id from asked) and not chunk.osm_chunk
    order by made.gap desc, chunk.id
    limit 300
),
bound as (
    select distinct
           latest.id,
           latest.hypertable_id,
           latest.oid,
           dimension.column_name,
           dimension.column_type,
           slice.chunk_id is null as rangeless,
           dimension.partitioning_func is null
               and (
                   dimension.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
                   or dimension.column_type in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
                  and (slice.range_start = -9223372036854775808 or slice.range_start >= -210866803200000000)
                  and (slice.range_end = 9223372036854775807 or slice.range_end < 9223371331200000000)
               ) as known,
           slice.range_start,
           slice.range_end
    from latest
    join (
        select distinct on (hypertable_id) hypertable_id, id, column_name, column_type, partitioning_func
        from _timescaledb_catalog.dimension
        where interval_length is not null
        order by hypertable_id, id
    ) as dimension on dimension.hypertable_id = latest.hypertable_id
    left join slice on slice.chunk_id = latest.id and slice.dimension_id = dimension.id
    where not exists (select from locked where locked.oid = latest.oid)
),
due as (
    select bound.id,
           bound.hypertable_id,
           bound.oid,
           bound.rangeless,
           written.terms
    from bound
    cross join lateral (
        select array_agg(
                   pg_catalog.format(
                       '(%I %s %s)',
                       bound.column_name,
                       edge.comparison,
                       case
                           when bound.column_type = 'integer'::regtype and edge.place >= 0 then edge.place::text
                           else pg_catalog.format(
                               '%L::%s', shown.place, pg_catalog.format_type(bound.column_type, null)
                           )
                       end
                   )
                   order by edge.position
               ) as terms
        from (
            values (1, '>=', bound.range_start, -9223372036854775808), (2, '<', bound.range_end, 9223372036854775807)
        ) as edge (position, comparison, place, none)
        cross join lateral (
            select pg_catalog.to_timestamp(edge.place / 1000000) + edge.place % 1000000 * interval '1 microsecond' as instant
            where bound.column_type in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
            union all
            select null
            where bound.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype)
        ) as time
        cross join lateral (
            select case bound.column_type
                       when 'timestamptz'::regtype then time.instant::text
                       when 'timestamp'::regtype then (time.instant at time zone 'UTC')::text
                       when 'date'::regtype then (time.instant at time zone 'UTC')::date::text
                       else edge.place::text
                   end as place
        ) as shown
        where bound.known and edge.place <> edge.none
    ) as written
    where bound.rangeless or bound.known
),
exchanged as (
    select due.hypertable_id as id, due.oid
    from due
    where due.rangeless
       or due.terms is not null
      and not exists (
          select
          from pg_catalog.pg_constraint as own
          where own.conrelid = due.oid
            and own.contype = 'c'
            and case
                    when pg_catalog.pg_column_size(own.conbin) < 10000 then pg_catalog.pg_get_constraintdef(own.oid)
                end = pg_catalog.format('CHECK (%s)', case
                    when pg_catalog.cardinality(due.terms) = 1 then due.terms[1]
                    else pg_catalog.format('(%s)', pg_catalog.array_to_string(due.terms, ' AND '))
                end)
      )
)
select id, 'heir' as kind, count(*) as tables, min(oid::regclass::text) as sample
from heir
group by id
union all
select id, 'exchanged', count(*), min(oid::regclass::text)
from exchanged
group by id
