-- Relations that another session has locked in ACCESS EXCLUSIVE mode, or wants to: to open one is to queue behind it. Every
-- owner of a table can do that for as long as it likes. Needs no right, and takes no lock.
select relation as oid
from pg_catalog.pg_locks
where locktype = 'relation'
  and mode = 'AccessExclusiveLock'
  and database = (select oid from pg_catalog.pg_database where datname = current_database())
  and pid is distinct from pg_backend_pid()
