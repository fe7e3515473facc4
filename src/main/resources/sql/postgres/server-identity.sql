-- Two columns: when the server was started, in microseconds since 1970, and the oid of the database, by where it keeps its files.
-- Needs no right, and reads no table: where one is read, TimescaleDB looks into its catalogue, which a role may not be let.
       (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())
           operator(pg_catalog.*) 1000000::pg_catalog.float8)::pg_catalog.int8 as server_started,
       pg_catalog.substring(
           pg_catalog.pg_relation_filepath('pg_catalog.pg_class'::pg_catalog.regclass), '([0-9]+)/[0-9]+$'
       )::pg_catalog.int8 as database_oid
