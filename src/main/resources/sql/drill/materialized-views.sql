-- Those of the archive that hold rows there, as they are here. powerful: filled with a superuser's rights. strange: a view of a
-- role without them below one, which calls one of PostgreSQL's or an extension's functions that may execute a text. outside: what
-- below it is on another server, as far as PostgreSQL knows: the body of a function it does not.
WITH RECURSIVE powerful AS (
    {include postgres/powerful-roles}
), wanted AS (
    SELECT schema, name, place
    FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS entry (schema, name, place)
), below AS (
    SELECT view.oid AS root, view.oid
    FROM wanted
    JOIN pg_namespace AS namespace ON namespace.nspname = wanted.schema
    JOIN pg_class AS view
      ON view.relnamespace = namespace.oid AND view.relname = wanted.name AND view.relkind = 'm'
    UNION
    SELECT below.root, reached.oid
    FROM below
    CROSS JOIN LATERAL (
        SELECT needed.refobjid AS oid
        FROM pg_rewrite AS rule
        JOIN pg_depend AS needed
          ON needed.classid = 'pg_rewrite'::regclass AND needed.objid = rule.oid AND needed.refclassid = 'pg_class'::regclass
        WHERE rule.ev_class = below.oid
        UNION ALL
        SELECT inhrelid FROM pg_inherits WHERE inhparent = below.oid
    ) AS reached
)
SELECT wanted.schema || '.' || wanted.name AS name,
       format('%I.%I', namespace.nspname, view.relname) AS quoted,
       coalesce(view.relispopulated, false) AS populated,
       pg_get_userbyid(view.relowner)::text IN (SELECT * FROM powerful) AS powerful,
       (
           SELECT min(relation.oid::regclass::text || ' of role ' || pg_get_userbyid(relation.relowner))
           FROM below
           JOIN pg_class AS relation ON relation.oid = below.oid AND relation.relkind = 'v'
           JOIN pg_rewrite AS rule ON rule.ev_class = relation.oid
           CROSS JOIN regexp_matches(rule.ev_action::text, ':(?:funcid|opfuncid) (\d+)', 'g') AS call
           JOIN pg_proc AS called ON called.oid = call[1]::oid
           WHERE below.root = view.oid
             AND pg_get_userbyid(relation.relowner)::text NOT IN (SELECT * FROM powerful)
             AND (
                 {include postgres/may-execute}
             )
       ) AS strange,
       pg_get_userbyid(view.relowner)::text AS owner,
       coalesce(
           (
               SELECT 'the foreign table ' || min(relation.oid::regclass::text)
               FROM below
               JOIN pg_class AS relation ON relation.oid = below.oid AND relation.relkind = 'f'
               WHERE below.root = view.oid
               HAVING count(*) > 0
           ),
           (
               SELECT 'the extension dblink'
               FROM below
               JOIN pg_rewrite AS rule ON rule.ev_class = below.oid
               JOIN pg_depend AS needed
                 ON needed.classid = 'pg_rewrite'::regclass AND needed.objid = rule.oid AND needed.refclassid = 'pg_proc'::regclass
               JOIN pg_depend AS member
                 ON member.classid = 'pg_proc'::regclass AND member.objid = needed.refobjid AND member.deptype = 'e'
               JOIN pg_extension AS extension ON extension.oid = member.refobjid AND extension.extname = 'dblink'
               WHERE below.root = view.oid
               LIMIT 1
           )
       ) AS outside
FROM wanted
LEFT JOIN pg_namespace AS namespace ON namespace.nspname = wanted.schema
LEFT JOIN pg_class AS view
       ON view.relnamespace = namespace.oid AND view.relname = wanted.name AND view.relkind = 'm'
WHERE view.oid IS NOT NULL
ORDER BY wanted.place
