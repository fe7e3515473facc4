-- One row: where a statement of this role without a schema creates, and whether it may. Written for any search path.
select place.schema,
       coalesce(pg_catalog.has_schema_privilege(place.schema, 'CREATE'), false) as allowed
from (
    select (
        {include postgres/creates-in}
    ) as schema
) as place
