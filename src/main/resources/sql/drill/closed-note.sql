-- What a restore noted before it closed a database to all but superusers: the owner's number, then those of the roles that may
-- enter, * for one that may let others in. Its owner can write it, too, so it is read as numbers and as nothing else.
SELECT setting.setdatabase, substr(item, length('pulse_db.closed=') + 1) AS note
FROM pg_catalog.pg_db_role_setting AS setting
CROSS JOIN unnest(setting.setconfig) AS item
WHERE setting.setrole = 0
  AND item ~ '^pulse_db\.closed=[0-9]{1,9}( [0-9]{1,9}\*?)*$'
