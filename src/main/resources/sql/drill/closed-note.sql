-- What a restore noted before it closed a database to all but superusers: the owner's number, then those of the roles that may
-- enter, * for one that may let others in. Its owner can write it, too, so it is read as numbers of ten digits at most, as those of
-- roles in an old cluster have, and as nothing else: they are converted to bigint, for not all of them are an oid.
SELECT setting.setdatabase, substr(item, length('pulse_db.closed=') + 1) AS note
FROM pg_catalog.pg_db_role_setting AS setting
CROSS JOIN unnest(setting.setconfig) AS item
WHERE setting.setrole = 0
  AND item ~ '^pulse_db\.closed=[0-9]{1,10}( [0-9]{1,10}\*?)*$'
