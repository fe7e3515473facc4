-- Filled in: the table.
SELECT coalesce(filename, version)::text AS script FROM ONLY %s
