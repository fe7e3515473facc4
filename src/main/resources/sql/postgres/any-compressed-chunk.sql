-- Whether TimescaleDB, which has to be installed, holds a compressed row here: the first bit of a chunk's status. Written for any search path.
select exists (
    select
    from _timescaledb_catalog.chunk
    where (chunk.status operator(pg_catalog.&) 1) operator(pg_catalog.=) 1
)
