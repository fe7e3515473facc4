-- Whether anyone but its owner has a right on relation, a row of pg_class, or on a column of it. A part of other files.
select
from (
    select grantee from aclexplode(relation.relacl)
    union all
    select of_column.grantee
    from pg_attribute as granted
    cross join aclexplode(granted.attacl) as of_column
    where granted.attrelid = relation.oid and granted.attacl is not null
) as entry
where entry.grantee <> relation.relowner
