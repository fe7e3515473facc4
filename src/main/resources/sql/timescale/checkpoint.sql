-- The last checkpoint: when it was, and how many transactions ago. A row written before so many transactions is at least as
-- old: the only clock that there is for rows without a time of their own.
select checkpoint_time, age(split_part(next_xid, ':', 2)::xid)::bigint as age
from pg_control_checkpoint()
