-- Roles belong to the whole server: from 004 on these three are there. Whether the services' role may log in is the
-- operator's decision.
SELECT 'role ' || rolname AS key,
    concat_ws(' ', CASE WHEN rolcanlogin THEN 'login' ELSE 'nologin' END, CASE WHEN rolbypassrls THEN 'bypassrls' END,
      CASE WHEN rolsuper THEN 'superuser' END) AS value
  FROM pg_roles WHERE rolname IN ('pulse_app', 'pulse_operator')
UNION ALL
SELECT 'role ' || s.rolname, 'member of ' || string_agg(r.rolname, ', ' ORDER BY r.rolname)
  FROM pg_roles s JOIN pg_auth_members m ON m.member = s.oid JOIN pg_roles r ON r.oid = m.roleid
 WHERE s.rolname = 'iot'
 GROUP BY s.rolname
