-- The schema public as key and value, in the words of contract.json. Only what differs harmlessly from server to
-- server is made alike: the spelling of two types, white space, and the names of the history tables are left out.
-- Left out too: what belongs to an extension, and the indexes of primary keys, which their constraints describe.
WITH relation AS (
  SELECT c.oid, c.relname AS name, c.relkind AS kind, c.relowner AS owner, c.relacl AS acl, c.reloptions AS options,
      c.relrowsecurity AS secured, c.relforcerowsecurity AS forced
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace
     AND c.relname NOT IN ('flyway_schema_history', 'schema_migrations', 'pulse_migration_log')
     AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
     AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), entry (key, value) AS (
  SELECT CASE WHEN r.kind IN ('v', 'm') THEN 'view ' ELSE 'table ' END || r.name,
      string_agg(a.attname, ', ' ORDER BY a.attnum)
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
   GROUP BY r.name, r.kind
  UNION ALL
  SELECT 'view options ' || name, array_to_string(options, ', ')
    FROM relation WHERE kind IN ('v', 'm') AND options IS NOT NULL
  UNION ALL
  SELECT format('column %s.%s', r.name, a.attname),
      replace(replace(format_type(a.atttypid, a.atttypmod), 'character varying', 'varchar'),
          'timestamp with time zone', 'timestamptz')
        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        || coalesce(' = ' || replace(pg_get_expr(d.adbin, d.adrelid), '::character varying', '::varchar'), '')
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE r.kind NOT IN ('v', 'm')
  UNION ALL
  SELECT format('constraint %s %s', r.name, c.conname),
      CASE c.contype WHEN 'p' THEN 'pk' WHEN 'u' THEN 'uq' WHEN 'f' THEN 'fk' WHEN 'c' THEN 'ck' ELSE 'xc' END
        || regexp_replace(pg_get_constraintdef(c.oid), '^(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|EXCLUDE)', '')
    FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
   WHERE c.contype IN ('p', 'u', 'f', 'c', 'x')
  UNION ALL
  SELECT format('index %s %s', r.name, i.relname),
      regexp_replace(pg_get_indexdef(x.indexrelid), '^CREATE (UNIQUE )?INDEX \S+ ON (ONLY )?\S+ (USING btree )?', '\1')
        || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END
    FROM relation r JOIN pg_index x ON x.indrelid = r.oid JOIN pg_class i ON i.oid = x.indexrelid
   WHERE NOT x.indisprimary
  UNION ALL
  SELECT format('function %s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)),
      pg_get_function_result(p.oid) || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
    FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('trigger %s %s', r.name, t.tgname),
      regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER \S+ ', '')
        || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' not enabled' END
    FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname NOT LIKE '\_timescaledb\_%'
  UNION ALL
  SELECT format('policy %s %s', r.name, p.polname),
      CASE WHEN p.polpermissive THEN '' ELSE 'restrictive ' END
        || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
             ELSE 'ALL' END
        || ' to ' || (SELECT string_agg(CASE o.id WHEN 0 THEN 'public' ELSE pg_get_userbyid(o.id)::text END, ','
                        ORDER BY o.id) FROM unnest(p.polroles) AS o (id))
        || ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '-')
        || ' check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-')
    FROM relation r JOIN pg_policy p ON p.polrelid = r.oid
  UNION ALL
  SELECT 'row security ' || name, CASE WHEN secured AND forced THEN 'forced' WHEN secured THEN 'enabled'
      ELSE 'forced but not enabled' END
    FROM relation WHERE secured OR forced
  UNION ALL
  SELECT format('grant %s %s', r.name, CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END),
      string_agg(lower(g.privilege_type) || CASE WHEN g.is_grantable THEN '*' ELSE '' END, ','
        ORDER BY g.privilege_type)
    FROM relation r CROSS JOIN LATERAL aclexplode(r.acl) AS g
   WHERE g.grantee <> r.owner
   GROUP BY r.name, g.grantee
  UNION ALL
  SELECT format('grant %s.%s %s', r.name, a.attname,
        CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END),
      string_agg(lower(g.privilege_type), ',' ORDER BY g.privilege_type)
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid CROSS JOIN LATERAL aclexplode(a.attacl) AS g
   GROUP BY r.name, a.attname, g.grantee
)
SELECT key, regexp_replace(value, '\s+', ' ', 'g') AS value FROM entry ORDER BY key
