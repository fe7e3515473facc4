-- Rows are counted as pg_dump saw them: those of a compressed chunk lie in another table. Row security must not hide any.
SELECT set_config('timescaledb.enable_transparent_decompression', 'off', false),
       set_config('row_security', 'off', false),
       set_config('statement_timeout', '0', false)
