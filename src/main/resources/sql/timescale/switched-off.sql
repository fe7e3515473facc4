-- Settings that switch TimescaleDB or a part of it off and are stored for sessions here: for roles that may log in, for all (oid 0), or
-- with the server. Of the database itself restoring is told by timescale.scheduler. Every role may store what any session may set
-- for itself, under a name in capital letters too where it is not known yet. Each text is read by a pattern of ASCII alone, and only a short
-- one: names and settings may be in the bytes of another database's encoding.
with trusted as (
    {include postgres/trusted}
),
hiding as (
    {include postgres/hiding-settings}
),
own as (
    select stored.setdatabase,
           stored.setrole,
           case
               when octet_length(entry.text) > 100 then null
               when entry.text ~* '^timescaledb\.skip_cagg_invalidation=(on|t(r(ue?)?)?|y(es?)?|1)$'
                   then 'timescaledb.skip_cagg_invalidation'
               when entry.text ~* '^session_replication_role=replica$' then 'session_replication_role'
               else (
                   select hiding.name
                   from hiding
                   cross join unnest(hiding.texts) as hides (text)
                   where entry.text ~* concat('^', replace(hiding.name, '.', '\.'), '=', hides.text, '$')
                     and (hiding.name <> 'timescaledb.restoring' or stored.setrole <> 0 or stored.setdatabase = 0)
               )
           end as setting
    from pg_db_role_setting as stored
    cross join unnest(stored.setconfig) as entry (text)
    where stored.setdatabase in (0, (select oid from pg_database where datname = current_database()))
),
found as (
    select own.setting, false as server, own.setrole as oid, owner.rolname::text as role
    from own
    left join pg_roles as owner on owner.oid = own.setrole
    where own.setting is not null
      and (
          own.setrole = 0
          or owner.rolcanlogin and has_database_privilege(owner.oid, current_database(), 'CONNECT')
      )
    union
    select name, true, 0, null
    from pg_settings
    where source in ('configuration file', 'command line', 'environment variable')
      and (
          name = 'timescaledb.skip_cagg_invalidation' and reset_val = 'on'
          or exists (select from hiding where hiding.name = pg_settings.name and reset_val = any (hiding.texts))
          or name = 'session_replication_role' and reset_val = 'replica'
      )
)
select found.setting,
       found.server,
       found.oid::bigint as role_oid,
       (
           select case when {include postgres/said-is-text} then said.text end
           from (select found.role as text) as said
       ) as role,
       found.oid in (select trusted.oid from trusted) as trusted,
       exists (select from _timescaledb_catalog.continuous_agg) as aggregates
from found
order by found.setting, found.server, role, role_oid
