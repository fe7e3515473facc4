-- Since when the counters of this database have seen every row that was deleted: since they were last reset, as after a crash;
-- on a server that was promoted, since then, for a standby counts nothing of what it replays. The oid tells a copy of another
-- database: its tables are older than it is. A part of other files.
select coalesce(
           greatest(
               pg_stat_get_bgwriter_stat_reset_time(),
               pg_stat_get_db_stat_reset_time(oid),
               case
                   when pg_is_in_recovery() or current_setting('track_counts') <> 'on' then 'infinity'
                   when pg_walfile_name(pg_current_wal_lsn()) not like '00000001%'
                       then coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time())
               end
           ),
           'infinity'
       ) as since,
       oid as database
from pg_database
where datname = current_database()
