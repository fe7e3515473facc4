-- Row security holds for a view's owner as it does where the backup comes from; nothing ends a long refresh.
-- Parameter: whether PostgreSQL is to note how many rows it put where, which a superuser may demand.
SELECT set_config('row_security', 'on', false),
       set_config('statement_timeout', '0', false),
       CASE WHEN ? THEN set_config('track_counts', 'on', false) END
