-- In whatever schema the extension is.
SELECT format('SELECT %I.%I()', namespace.nspname, ?::text)
FROM pg_extension
JOIN pg_namespace AS namespace ON namespace.oid = extnamespace
WHERE extname = 'timescaledb'
