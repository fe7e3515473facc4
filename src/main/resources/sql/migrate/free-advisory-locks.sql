-- Gives back the session's advisory locks but the migration's: each as often as it was taken.
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false),
       pg_catalog.set_config('client_min_messages', 'error', false);
SELECT freed.times
FROM pg_locks AS held
CROSS JOIN LATERAL (
    WITH RECURSIVE kind AS (
        SELECT (held.classid::bigint << 32) | held.objid::bigint AS key,
               held.classid::bigint::bit(32)::integer AS one,
               held.objid::bigint::bit(32)::integer AS two
    ),
    given_back (was_held) AS (
        SELECT true
        UNION ALL
        SELECT CASE
               WHEN held.objsubid = 1 AND held.mode = 'ExclusiveLock' THEN pg_advisory_unlock(kind.key)
               WHEN held.objsubid = 1 THEN pg_advisory_unlock_shared(kind.key)
               WHEN held.mode = 'ExclusiveLock' THEN pg_advisory_unlock(kind.one, kind.two)
               ELSE pg_advisory_unlock_shared(kind.one, kind.two)
           END
        FROM given_back, kind
        WHERE was_held
    )
    SELECT count(*) AS times FROM given_back
) AS freed
WHERE coalesce(held.pid, 0) = pg_backend_pid()
  AND held.locktype = 'advisory'
  AND held.granted
  AND NOT (held.objsubid = 1 AND held.classid = {class}::oid AND held.objid = {object}::oid);
RESET ALL;
