-- A name of a segment is timeline, high and low part of its number, eight hexadecimal digits each; a backup's history file
-- has the name of its segment in front. What was written since is counted from the end of the last archived segment.
SELECT clock_timestamp() AS now,
       current_setting('archive_mode') <> 'off'
           AND (coalesce(current_setting('archive_command', true), '') NOT IN ('', '(disabled)')
                OR coalesce(current_setting('archive_library', true), '') <> '') AS archiving,
       pg_is_in_recovery() AS in_recovery,
       (SELECT setting::bigint FROM pg_settings WHERE name = 'archive_timeout') AS archive_timeout_seconds,
       last_archived_wal,
       last_archived_time,
       failed_count,
       last_failed_time,
       CASE WHEN NOT pg_is_in_recovery() AND last_archived_wal ~ '^[0-9A-F]{24}' THEN
           pg_wal_lsn_diff(
               pg_current_wal_insert_lsn(),
               (substr(last_archived_wal, 9, 8) || '/0')::pg_lsn)::bigint
           - (('x' || substr(last_archived_wal, 17, 8))::bit(32)::bigint + 1)
             * (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size')
       END AS bytes_since
  FROM pg_stat_archiver
