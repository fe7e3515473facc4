-- Rows are counted as pg_dump saw them: those of a compressed chunk lie in another table. Row security must not hide any.
-- What is compared as text is written in pg_dump's styles, whatever was set for this database or role. What was exchanged for
-- a view or a foreign table is not read: newer PostgreSQL can be told so, as pg_dump does.
SELECT set_config('timescaledb.enable_transparent_decompression', 'off', false),
       set_config('row_security', 'off', false),
       set_config('statement_timeout', '0', false),
       set_config('intervalstyle', 'postgres', false),
       set_config('datestyle', 'ISO', false),
       set_config('timezone', 'UTC', false),
       (SELECT set_config(name, 'view,foreign-table', false) FROM pg_settings WHERE name = 'restrict_nonsystem_relation_kind')
