-- One row: the version of the collation that the database's indexes were built by, and the one of the server's library now.
-- PostgreSQL 15 or newer; both are null where the library tells none. code: of a role that is not trusted, which building all
-- indexes anew would run as one that is.
with recursive {include postgres/rebuilt-code}
select datcollversion as recorded,
       pg_database_collation_actual_version(oid) as actual,
       (select min(code) from rebuilt) as code
from pg_database
where datname = current_database()
