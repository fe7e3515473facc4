-- Whether anyone but its owner has a right on relation, a row of pg_class, or on a column of it. A part of other files.
select
from (
    {include isolation/grants}
) as entry
where entry.grantee <> relation.relowner
