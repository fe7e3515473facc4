-- Filled in: the table. As the file's name writes it, or as another Flyway's row does; by its numbers: 36.1 comes after 36.
-- Whoever owns the table chose its types, so all is compared as text.
SELECT coalesce(substring(script FROM '^(\d+[a-z]?)_'), version) AS schema_version
FROM (SELECT DISTINCT ON (version::text) version::text, script::text, type::text, success::text
      FROM ONLY %s
      WHERE version IS NOT NULL
      ORDER BY version::text, substring(installed_rank::text FROM '^\d+')::numeric DESC) AS latest
WHERE success = 'true' AND type <> 'DELETE' AND type NOT LIKE 'UNDO%%'
ORDER BY array_remove(string_to_array(regexp_replace(version, '[^0-9]+', '.', 'g'), '.'), '')::numeric[] DESC
LIMIT 1
