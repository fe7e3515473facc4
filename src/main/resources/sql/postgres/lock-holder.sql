-- Who else holds the advisory lock of a key of 64 bits in this database. Role and process id of a session are everybody's to
-- see, the rest may be hidden. A stranger has no say here: it is not trusted, and is no member of this role.
WITH trusted AS (
    {include postgres/trusted}
)
SELECT activity.pid,
       activity.usename AS role_name,
       activity.application_name AS application,
       host(activity.client_addr) AS client,
       activity.backend_start AS since,
       holder.oid NOT IN (SELECT oid FROM trusted)
           AND NOT EXISTS (SELECT
                           FROM pg_auth_members
                           JOIN pg_roles AS myself ON myself.rolname = current_user
                           WHERE roleid = myself.oid AND member = holder.oid) AS stranger
FROM pg_locks AS held
JOIN pg_stat_activity AS activity ON activity.pid = held.pid
LEFT JOIN pg_roles AS holder ON holder.oid = activity.usesysid
CROSS JOIN (SELECT ?::bigint AS key) AS asked
WHERE held.locktype = 'advisory'
  AND held.granted
  AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND held.classid::bigint = ((asked.key >> 32) & 4294967295)
  AND held.objid::bigint = (asked.key & 4294967295)
  AND held.objsubid = 1
  AND activity.pid <> pg_backend_pid()
ORDER BY stranger DESC
LIMIT 1
