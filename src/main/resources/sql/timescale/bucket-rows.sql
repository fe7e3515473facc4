-- Rows of those buckets that begin in a range: what an aggregate holds, or what its own query gives.
select {columns}
from {relation}
where {bucket} >= {from} and {bucket} < {to}
limit {limit}
