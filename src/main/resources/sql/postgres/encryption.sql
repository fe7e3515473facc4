-- Written for any search path: it is asked first of all.
select pg_catalog.pg_backend_pid() as backend,
       coalesce(
           (
               select session.ssl
               from pg_catalog.pg_stat_ssl as session
               where session.pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()
           ),
           false
       ) as encrypted
