-- One row: what the server's clock shows, whenever its transaction began.
select pg_catalog.clock_timestamp() as now
