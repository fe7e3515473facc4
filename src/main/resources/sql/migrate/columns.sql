SELECT coalesce(string_agg(attname, ', ' ORDER BY attnum), 'none')
FROM pg_attribute
WHERE attrelid = to_regclass(?)
  AND attnum > 0
  AND NOT attisdropped
