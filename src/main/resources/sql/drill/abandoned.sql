-- Scratch databases of no living drill: ours by name and comment, without a session, and old enough not to be one that is being made
-- right now. What kind a session is hides from roles without pg_read_all_stats: it counts as a client's then. A part of other files.
SELECT database.oid, database.datname AS name, database.datdba
FROM pg_catalog.pg_database AS database
WHERE database.datname ~ '^pulse_drill_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$'
  AND pg_catalog.shobj_description(database.oid, 'pg_database') = ?
  -- Compared as texts: whoever may make databases may write a month 99 there. By a pattern: a name in another database's encoding
  -- has no 13th character to begin with.
  AND substring(database.datname FROM '^pulse_drill_([0-9]{8}t[0-9]{6})_') COLLATE "C"
      < pg_catalog.to_char(
            (pg_catalog.clock_timestamp() AT TIME ZONE 'UTC') - interval '5 minutes', 'YYYYMMDD"t"HH24MISS')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS session
                  WHERE session.datid = database.oid
                    AND coalesce(session.backend_type, 'client backend') = 'client backend')
