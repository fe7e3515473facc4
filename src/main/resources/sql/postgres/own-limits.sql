-- Sent first in a session for scripts, which keeps all other settings of the role: no limit of the database ends it while it
-- waits for us. Written for any search path; behind a pooler it lasts as long as the transaction.
select pg_catalog.count(pg_catalog.set_config(setting.name, '0', not backend.direct)) as settings,
       {include postgres/server-identity}
from (select pg_catalog.pg_backend_pid() operator(pg_catalog.=) ?::pg_catalog.int4 as direct) as backend
cross join (
    values ('idle_session_timeout'),
           ('idle_in_transaction_session_timeout'),
           ('transaction_timeout')
) as setting (name)
-- Older servers lack some of them.
where pg_catalog.current_setting(setting.name, true) is not null
