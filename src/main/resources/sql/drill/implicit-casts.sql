-- Implicit casts by functions whose owner is no superuser. A foreign key between columns of different types calls them
-- when it is added, with the rights of who adds it.
SELECT function.oid::regprocedure::text AS function, pg_get_userbyid(function.proowner) AS owner
FROM pg_cast AS conversion
JOIN pg_proc AS function ON function.oid = conversion.castfunc
JOIN pg_roles AS role ON role.oid = function.proowner
WHERE conversion.castcontext = 'i'
  AND conversion.oid >= 16384
  AND NOT role.rolsuper
ORDER BY 1
