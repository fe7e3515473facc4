-- The column by which the rows of "relation" are counted when they are copied, quoted: the shortest one; null where it has none but
-- generated ones. A part of other files.
SELECT quote_ident(own.attname)
FROM pg_attribute AS own
WHERE own.attrelid = relation.oid AND own.attnum > 0 AND NOT own.attisdropped AND own.attgenerated = ''
ORDER BY own.attlen < 0, own.attlen, own.attnum
LIMIT 1
