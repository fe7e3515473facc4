-- Every right on relation, a row with oid and relacl, and on the columns of it. A part of other files.
select whole.grantee, whole.privilege_type
from aclexplode(relation.relacl) as whole
union all
select part.grantee, part.privilege_type
from pg_attribute as attribute
cross join aclexplode(attribute.attacl) as part
where attribute.attrelid = relation.oid and attribute.attacl is not null
