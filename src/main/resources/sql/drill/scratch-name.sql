-- By the server's clock, which also tells later how old a leftover is.
SELECT ?::text || '_' || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDD"t"HH24MISS') AS name
