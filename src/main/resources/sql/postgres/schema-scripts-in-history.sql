-- Filled in: the table. Another Flyway's V036__x.sql is written as 036_x.sql.
SELECT regexp_replace(script::text, '^V(\d+)__', '\1_') AS script
FROM ONLY %s
WHERE version IS NOT NULL
