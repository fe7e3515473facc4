-- Roles of restores that are gone: ours by their comment, old enough not to be of one that is being prepared, without the
-- database that they were made for and without a session. Between its steps a living restore for keeps has no session of such a role:
-- it shows by the lock in its database. Parameters: that lock's name, whether our own is in this database.
SELECT format('%I', role.rolname) AS quoted
FROM pg_roles AS role
CROSS JOIN (SELECT hashtextextended(?, 0) AS key, ?::boolean AS own) AS lock
CROSS JOIN LATERAL substring(
    shobj_description(role.oid, 'pg_authid')
    FROM '^pulse-db restore: made for (pulse_[a-z]+_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}), dropped with it$') AS purpose
WHERE purpose IS NOT NULL
  AND NOT role.rolsuper
  -- Compared as texts: whoever may make roles may write a month 99 there.
  AND substring(purpose FROM '_([0-9]{8}t[0-9]{6})_') COLLATE "C"
      < to_char((clock_timestamp() AT TIME ZONE 'UTC') - interval '5 minutes', 'YYYYMMDD"t"HH24MISS')
  AND NOT EXISTS (SELECT FROM pg_database AS database WHERE database.datname = purpose)
  AND NOT (purpose LIKE 'pulse\_restore\_%'
           AND EXISTS (SELECT FROM pg_locks AS held
                       WHERE held.locktype = 'advisory'
                         AND held.objsubid = 1
                         AND held.classid::bigint = (lock.key >> 32) & 4294967295
                         AND held.objid::bigint = lock.key & 4294967295
                         AND NOT (lock.own AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))))
  AND NOT EXISTS (SELECT FROM pg_stat_activity AS session WHERE session.usesysid = role.oid)
