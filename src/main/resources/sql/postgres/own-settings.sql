-- Sent first in every session of ours, and again with every one that is handed out. Until it has run, names are found as the
-- owner of the role, of the database or of a schema wants it: so everything here is written with its schema.
-- A pooler announces a process id of its own. Behind one nothing may be set for longer than the transaction, for the next
-- transaction on this backend may be another client's.
select pg_catalog.bool_and(backend.direct) as direct,
       pg_catalog.count(pg_catalog.set_config(setting.name, setting.value, not backend.direct)) as settings,
       {include postgres/server-identity}
from (select pg_catalog.pg_backend_pid() operator(pg_catalog.=) ?::pg_catalog.int4 as direct) as backend
cross join (
    values ('search_path', 'pg_catalog, pg_temp'),
           ('standard_conforming_strings', 'on'),
           ('transform_null_equals', 'off'),
           ('row_security', 'off'),
           -- Where views may not be read, every look fails.
           ('restrict_nonsystem_relation_kind', ''),
           ('intervalstyle', 'postgres'),
           ('datestyle', 'ISO'),
           -- The driver keeps every notice of a statement until it ends, and a function may raise them without end.
           ('client_min_messages', 'error'),
           ('lock_timeout', ?::pg_catalog.text),
           ('idle_session_timeout', '0'),
           ('idle_in_transaction_session_timeout', '0'),
           ('transaction_timeout', '0')
) as setting (name, value)
-- Older servers lack some of them.
where pg_catalog.current_setting(setting.name, true) is not null
  and setting.value is not null
