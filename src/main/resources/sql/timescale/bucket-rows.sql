-- Rows of those buckets that begin in a range: what an aggregate holds, or what its own query gives. Asked for in a wider range: of a
-- bucket's begin TimescaleDB's planner concludes from where and until where its rows are, as if each had the length of the others; where a
-- zone sets its clocks back one has an hour more, or rows before its begin. What is offset is not concluded of.
select {columns}
from (
    select {columns}, {bucket} as "begin of the bucket"
    from {relation}
    where {bucket} >= {before} and {bucket} < {after}
    offset 0
) as wider
where "begin of the bucket" >= {from} and "begin of the bucket" < {to}
limit {limit}
