-- Those of the archive, as they are here.
SELECT wanted.place::int AS place,
       format('%I.%I', namespace.nspname, sequence.relname) AS quoted
FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted (schema, name, place)
JOIN pg_namespace AS namespace ON namespace.nspname = wanted.schema
JOIN pg_class AS sequence
  ON sequence.relnamespace = namespace.oid AND sequence.relname = wanted.name AND sequence.relkind = 'S'
ORDER BY wanted.place
