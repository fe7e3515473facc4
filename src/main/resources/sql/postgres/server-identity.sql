-- Two columns: when the server was started, in µs since 1970, and the oid of the database. Needs no right.
       (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())
           operator(pg_catalog.*) 1000000::pg_catalog.float8)::pg_catalog.int8 as server_started,
       (
           select mine.oid
           from pg_catalog.pg_database as mine
           where mine.datname operator(pg_catalog.=) pg_catalog.current_database()
       )::pg_catalog.int8 as database_oid
