-- Guarded tables with the tenant's column, and what their policies join, those of what they join, and so on. A part of other files:
-- the body of a recursive query named policed.
select relation.oid
from pg_class as relation
where relation.relrowsecurity
  and exists (
      select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
  )
union
select used.refobjid
from policed
join pg_policy as policy on policy.polrelid = policed.oid
join pg_depend as used
  on used.classid = 'pg_policy'::regclass
 and used.objid = policy.oid
 and used.refclassid = 'pg_class'::regclass
