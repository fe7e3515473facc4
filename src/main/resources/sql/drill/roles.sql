-- The names of this server's roles, but for those in the bytes of another database's encoding, which no dump names here.
SELECT said.text AS rolname
FROM (SELECT rolname::text AS text FROM pg_roles) AS said
WHERE {include postgres/said-is-text}
