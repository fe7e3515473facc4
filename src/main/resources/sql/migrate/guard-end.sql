-- Ends the transaction where guard.sql noted what would run with a row of ours. Since the file began no other role can attach
-- anything: the tables are locked as for writing.
SELECT WHERE 1 / (coalesce(current_setting('pulse.damage', true), '') = '')::int = 0
