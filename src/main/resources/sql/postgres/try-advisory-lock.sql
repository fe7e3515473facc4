SELECT pg_try_advisory_lock(?::bigint) AS locked
