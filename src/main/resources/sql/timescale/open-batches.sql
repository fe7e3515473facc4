-- Which roles that are not trusted may write into compressed tables past the hypertable. TimescaleDB hands its rights on to them, and
-- nothing keeps a batch there to the chunk's range. Thousands of them have few different rights, which are read once each. Rights on
-- single columns are looked for where the hypertable has some: that reads all columns.
-- A part of other files, which give piece (id, oid, relowner, relacl): compressed tables, by the id of their hypertable.
trusted as materialized (
    {include postgres/trusted}
),
by_column as materialized (
    select distinct hypertable.id
    from _timescaledb_catalog.hypertable as hypertable
    join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
    join pg_attribute as granted on granted.attrelid = relation.oid and granted.attacl is not null
),
granted as (
    select id, relowner, relacl as acl, array_agg(oid) as tables
    from piece
    where relacl is not null
    group by id, relowner, relacl
    union all
    select piece.id, piece.relowner, of_column.attacl, array_agg(piece.oid)
    from piece
    join pg_attribute as of_column on of_column.attrelid = piece.oid and of_column.attacl is not null
    where piece.id in (select id from by_column)
    group by piece.id, piece.relowner, of_column.attacl
)
select granted.id,
       writer.roles,
       cardinality(granted.tables) as number,
       array(select oid::regclass::text from (select unnest(granted.tables) as oid order by oid limit ?) as first) as tables
from granted
cross join lateral (
    select array_agg(distinct case entry.grantee when 0 then 'PUBLIC' else pg_get_userbyid(entry.grantee)::text end) as roles
    from aclexplode(granted.acl) as entry
    where entry.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
      and entry.grantee not in (select oid from trusted)
      and case entry.grantee when 0 then true else not pg_has_role(entry.grantee, granted.relowner, 'MEMBER') end
) as writer
where writer.roles is not null
order by granted.id
