-- Roles of restores that are gone: ours by their comment, old enough not to be of one that is being prepared, without the
-- database that they were made for and without a session.
SELECT format('%I', role.rolname) AS quoted
FROM pg_roles AS role
CROSS JOIN LATERAL substring(
    shobj_description(role.oid, 'pg_authid')
    FROM '^pulse-db restore: made for (pulse_[a-z]+_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}), dropped with it$') AS purpose
WHERE purpose IS NOT NULL
  AND NOT role.rolsuper
  AND to_timestamp(substring(purpose FROM '_([0-9]{8}t[0-9]{6})_'), 'YYYYMMDD"t"HH24MISS')::timestamp
      < (clock_timestamp() AT TIME ZONE 'UTC') - interval '5 minutes'
  AND NOT EXISTS (SELECT FROM pg_database AS database WHERE database.datname = purpose)
  AND NOT EXISTS (SELECT FROM pg_stat_activity AS session WHERE session.usesysid = role.oid)
