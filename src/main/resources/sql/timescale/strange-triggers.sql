-- What has to be taken from roles that are not trusted before a continuous aggregate is refreshed: triggers on what it
-- materializes into, which a refresh would run as whoever calls it, and the right to attach one meanwhile, since no lock of
-- ours outlives that call. GRANT ALL on an aggregate gives it. Whose a condition (WHEN) is can not be told: it may call anything,
-- by the name or by a text that a built-in function executes.
with trusted as (
    {include postgres/trusted}
),
materialized as (
    select relation.oid, relation.relowner, relation.relacl
    from _timescaledb_catalog.continuous_agg as aggregate
    join _timescaledb_catalog.hypertable as hypertable on hypertable.id = aggregate.mat_hypertable_id
    join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
)
select format('DROP TRIGGER %I ON %s;', attached.tgname, attached.tgrelid::regclass)
from materialized
join pg_trigger as attached on attached.tgrelid = materialized.oid and not attached.tgisinternal
join pg_proc as called on called.oid = attached.tgfoid
where called.proowner not in (select oid from trusted) or attached.tgqual is not null
union
select format('REVOKE TRIGGER ON %s FROM %s;', materialized.oid::regclass,
              case entry.grantee when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(entry.grantee)) end)
from materialized
cross join aclexplode(materialized.relacl) as entry
where entry.privilege_type = 'TRIGGER'
  and entry.grantee <> materialized.relowner
  and entry.grantee not in (select oid from trusted)
order by 1
