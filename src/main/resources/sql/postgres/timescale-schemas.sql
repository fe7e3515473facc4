-- TimescaleDB's own schemas: by what its script made, since a role may give such a name to a schema of its own. A part of other
-- files.
select made.objid
from pg_depend as made
join pg_extension as extension on made.refclassid = 'pg_extension'::regclass and extension.oid = made.refobjid
where made.classid = 'pg_namespace'::regclass and made.deptype = 'e' and extension.extname like 'timescaledb%'
