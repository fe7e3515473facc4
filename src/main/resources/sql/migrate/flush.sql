-- A lock on a row is written to the log, and its commit waits until all before it is on disk, as far as the role's
-- synchronous_commit asks for that.
SELECT id FROM {log} ORDER BY id DESC LIMIT 1 FOR UPDATE
