-- The session that keeps the most relations from all others, and the first of them. A transaction that is prepared has no
-- session. Partitions and chunks that are locked with their table count as others.
select format('%I.%I', namespace.nspname, relation.relname) as relation,
       coalesce(pg_get_userbyid(activity.usesysid), '')::text as role_name,
       coalesce(held.pid, 0) as pid,
       held.others
from (
    select pid, min(relation) as first, count(distinct relation) - 1 as others
    from pg_catalog.pg_locks
    where locktype = 'relation'
      and mode = 'AccessExclusiveLock'
      and granted
      and database = (select oid from pg_catalog.pg_database where datname = current_database())
      and pid is distinct from pg_backend_pid()
    group by pid
) as held
join pg_catalog.pg_class as relation on relation.oid = held.first
join pg_catalog.pg_namespace as namespace on namespace.oid = relation.relnamespace
left join pg_catalog.pg_stat_activity as activity on activity.pid = held.pid
order by held.others desc, held.pid
limit 1
