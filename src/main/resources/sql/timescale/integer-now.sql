-- The present as one function tells it. query_to_xml runs a query whose text is computed, after the transaction became
-- read-only: planned at once, an immutable function would run before that.
with guard as materialized (select set_config('transaction_read_only', 'on', true))
select substring(
           query_to_xml(
               format('select %I.%I()::bigint as now', namespace.nspname, clock.proname), true, true, ''
           )::text
           from '<now>(-?[0-9]+)</now>'
       )::bigint as now
from guard
cross join pg_proc as clock
join pg_namespace as namespace on namespace.oid = clock.pronamespace
where clock.oid = ?::oid
