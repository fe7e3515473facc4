-- Whether a restore into this database was killed: its event trigger is here, or its note of who may enter. Who owned it.
SELECT coalesce(noted.rolname, owner.rolname)::text AS owner
FROM pg_catalog.pg_database AS database
JOIN pg_catalog.pg_roles AS owner ON owner.oid = database.datdba
LEFT JOIN (
    {include drill/closed-note}
) AS closed ON closed.setdatabase = database.oid
LEFT JOIN pg_catalog.pg_roles AS noted ON noted.oid::bigint = split_part(closed.note, ' ', 1)::bigint
WHERE database.datname = current_database()
  AND (closed.note IS NOT NULL
       OR EXISTS (SELECT FROM pg_catalog.pg_event_trigger AS trigger
                  JOIN pg_catalog.pg_roles AS maker ON maker.oid = trigger.evtowner AND maker.rolsuper
                  WHERE trigger.evtname ~ '^pulse_loader_[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$'))
