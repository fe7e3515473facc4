-- What a session waits for: the relation and mode, and who holds it. Parameter: its process id.
SELECT coalesce(lock.mode || ' on ' || lock.relation::regclass::text, session.wait_event_type || ': ' || session.wait_event) AS waits,
       (SELECT string_agg(holder::text, ', ') FROM unnest(pg_blocking_pids(session.pid)) AS holder) AS holders
FROM pg_stat_activity AS session
LEFT JOIN pg_locks AS lock ON lock.pid = session.pid AND NOT lock.granted
WHERE session.pid = ?::int
LIMIT 1
