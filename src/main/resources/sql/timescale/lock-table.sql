-- One row: for how many locks the server makes its table, and what a dump of this database takes. Everybody may read it.
select current_database() as database,
       current_setting('max_locks_per_transaction')::bigint as locks_per_transaction,
       -- MaxBackends and prepared transactions, for which the server makes its lock table.
       current_setting('max_connections')::bigint
           + coalesce(current_setting('autovacuum_worker_slots', true), current_setting('autovacuum_max_workers'))::bigint
           + 1
           + current_setting('max_worker_processes')::bigint
           + current_setting('max_wal_senders')::bigint
           + current_setting('max_prepared_transactions')::bigint as sessions,
       (
           select count(*)
           from pg_class as relation
           join pg_namespace as schema on schema.oid = relation.relnamespace
           where relation.relkind in ('r', 'p')
             and relation.relpersistence <> 't'
             and schema.nspname not in ('pg_catalog', 'information_schema')
       ) as tables
