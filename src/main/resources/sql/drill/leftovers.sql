-- Scratch databases whose drill is gone: ours by name and comment, without a session, and old enough not to be one
-- that is being made right now.
SELECT database.datname AS name
FROM pg_database AS database
WHERE pg_has_role(database.datdba, 'usage')
  AND database.datname ~ '^pulse_drill_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$'
  AND shobj_description(database.oid, 'pg_database') = ?
  -- Compared as texts: whoever may make databases may write a month 99 there. By a pattern: a name in another database's encoding
  -- has no 13th character to begin with.
  AND substring(database.datname FROM '^pulse_drill_([0-9]{8}t[0-9]{6})_') COLLATE "C"
      < to_char((clock_timestamp() AT TIME ZONE 'UTC') - interval '5 minutes', 'YYYYMMDD"t"HH24MISS')
  AND NOT EXISTS (SELECT FROM pg_stat_activity AS session
                  WHERE session.datid = database.oid AND session.backend_type = 'client backend')
