-- Row security holds for a view's owner as it does where the backup comes from; nothing ends a long refresh.
SELECT set_config('row_security', 'on', false),
       set_config('statement_timeout', '0', false)
