-- One row: what a target is and what its sessions meet. Everybody may read all of it.
select current_database() as database,
       current_user as role,
       current_setting('server_version_num')::integer as version_number,
       current_setting('server_version') as version,
       pg_is_in_recovery() as in_recovery,
       current_setting('transaction_read_only') = 'on' as read_only,
       pg_encoding_to_char(this.encoding) as encoding,
       clock_timestamp() as now,
       (select setting::bigint * 1024 * 1024 from pg_settings where name = 'max_wal_size') as wal_bytes,
       pg_database_size(this.oid) as bytes,
       array(
           select format('%I', trigger.evtname)
           from pg_event_trigger as trigger
           where trigger.evtenabled <> 'D'
             and not exists (
                 select
                 from pg_depend as member
                 where member.classid = 'pg_event_trigger'::regclass
                   and member.objid = trigger.oid
                   and member.deptype = 'e'
             )
           order by trigger.evtname
       ) as event_triggers
from pg_database as this
where this.datname = current_database()
