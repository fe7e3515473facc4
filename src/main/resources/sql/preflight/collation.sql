-- One row: the version of the collation that the database's indexes were built by, and the one of the server's library now.
-- PostgreSQL 15 or newer; both are null where the library tells none.
select datcollversion as recorded,
       pg_database_collation_actual_version(oid) as actual
from pg_database
where datname = current_database()
