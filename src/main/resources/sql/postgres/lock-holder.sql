-- Who else holds the advisory lock of a key of 64 bits in this database. Role and process id of a session are everybody's to
-- see, the rest may be hidden. A stranger has no say here: no superuser, nor the owner of the database, nor this role or one
-- that belongs to it or that it belongs to.
SELECT activity.pid,
       activity.usename AS role_name,
       activity.application_name AS application,
       host(activity.client_addr) AS client,
       activity.backend_start AS since,
       NOT (holder.rolsuper
            OR holder.rolname = current_user
            OR holder.oid = (SELECT datdba FROM pg_database WHERE datname = current_database())
            OR EXISTS (SELECT
                       FROM pg_auth_members
                       JOIN pg_roles AS myself ON myself.rolname = current_user
                       JOIN pg_roles AS grantor ON grantor.oid = pg_auth_members.grantor
                       WHERE roleid = holder.oid AND member = myself.oid
                             AND (grantor.rolsuper OR grantor.rolname = current_user)
                          OR roleid = myself.oid AND member = holder.oid)) AS stranger
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
