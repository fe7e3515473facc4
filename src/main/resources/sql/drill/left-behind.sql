-- What killed restores left, where no restore is at work: databases of this server that are closed to all but superusers, with the
-- role that owned them; the event trigger in this database; roles that could log in. A restore at work shows by its lock in
-- its database. Parameters: that lock's name, twice.
WITH living AS MATERIALIZED (
    SELECT held.database AS oid
    FROM pg_catalog.pg_locks AS held
    CROSS JOIN (SELECT pg_catalog.hashtextextended(?, 0) AS key) AS lock
    WHERE held.locktype = 'advisory'
      AND held.objsubid = 1
      AND held.classid::bigint = (lock.key >> 32) & 4294967295
      AND held.objid::bigint = lock.key & 4294967295
), unread AS (
    SELECT 'database' AS kind, database.datname::text AS name, noted.rolname::text AS owner
    FROM (
        {include drill/closed-note}
    ) AS closed
    JOIN pg_catalog.pg_database AS database ON database.oid = closed.setdatabase
    LEFT JOIN pg_catalog.pg_roles AS noted ON noted.oid::bigint = split_part(closed.note, ' ', 1)::bigint
    WHERE database.oid NOT IN (SELECT oid FROM living)
    UNION ALL
    SELECT 'trigger', trigger.evtname::text, owner.rolname::text
    FROM pg_catalog.pg_event_trigger AS trigger
    JOIN pg_catalog.pg_roles AS maker ON maker.oid = trigger.evtowner AND maker.rolsuper
    JOIN pg_catalog.pg_database AS database ON database.datname = current_database()
    LEFT JOIN pg_catalog.pg_roles AS owner ON owner.oid = database.datdba
    WHERE trigger.evtname ~ '^pulse_loader_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$'
      AND database.oid NOT IN (SELECT oid FROM living)
    UNION ALL
    SELECT 'role', leftover.quoted, NULL
    FROM (
        {include drill/leftover-roles}
    ) AS leftover
)
SELECT unread.kind,
       (
           SELECT CASE WHEN {include postgres/said-is-text} THEN said.text ELSE '' END
           FROM (SELECT unread.name AS text) AS said
       ) AS name,
       (
           SELECT CASE WHEN {include postgres/said-is-text} THEN said.text END
           FROM (SELECT unread.owner AS text) AS said
       ) AS owner
FROM unread
ORDER BY unread.kind, unread.name
