-- Those of the archive that hold rows there, as they are here.
SELECT wanted.schema || '.' || wanted.name AS name,
       format('%I.%I', namespace.nspname, view.relname) AS quoted,
       coalesce(view.relispopulated, false) AS populated
FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (schema, name, place)
LEFT JOIN pg_namespace AS namespace ON namespace.nspname = wanted.schema
LEFT JOIN pg_class AS view
       ON view.relnamespace = namespace.oid AND view.relname = wanted.name AND view.relkind = 'm'
WHERE view.oid IS NOT NULL
ORDER BY wanted.place
