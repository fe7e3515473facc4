-- The locks of a session on relations of this database: held, or waited for. Parameter: its process id.
SELECT lock.relation::bigint AS relation, lock.mode, lock.granted
FROM pg_locks AS lock
WHERE lock.pid = ?::int
  AND lock.locktype = 'relation'
  AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
