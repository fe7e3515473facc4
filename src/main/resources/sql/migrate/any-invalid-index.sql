-- Whether any index is not valid, also one that a session is building.
SELECT EXISTS (SELECT FROM pg_index WHERE NOT indisvalid)
