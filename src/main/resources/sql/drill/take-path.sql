-- The search path of this transaction, by its text.
SELECT pg_catalog.set_config('search_path', ?::pg_catalog.text, true)
