-- One row: how many sessions the server has room for and has. Background workers, autovacuum and walsenders have room of
-- their own beside max_connections.
select current_database() as database,
       current_setting('max_connections')::bigint as most,
       current_setting('superuser_reserved_connections')::bigint
           + coalesce(current_setting('reserved_connections', true), '0')::bigint as reserved,
       this.datconnlimit::bigint as most_here,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') as all_sessions,
       (
           select count(*)
           from pg_stat_activity as session
           where session.backend_type = 'client backend'
       ) as open
from pg_database as this
where this.datname = current_database()
