-- The sessions that hold an advisory lock outside of any transaction, by backend and by the port they come from.
select session.pid,
       session.client_port
from pg_stat_activity as session
where session.state = 'idle'
  and session.client_port > 0
  and exists (
      select
      from pg_locks as held
      where held.pid = session.pid
        and held.locktype = 'advisory'
        and held.granted
  )
