SELECT extversion, current_setting('timescaledb.license', true) AS licence
FROM pg_extension
WHERE extname = 'timescaledb'
