-- Where the server stands in its log, and how many places a session takes in the shared table of locks: weak locks on the first
-- few relations have places of their own. Parameter: the session's process id.
SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint AS wal,
       (SELECT count(*) FROM pg_locks WHERE pid = ?::int AND NOT fastpath) AS locks
