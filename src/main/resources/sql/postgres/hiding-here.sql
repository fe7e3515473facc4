-- The first setting of this session that hides rows from it, as "name = value"; null where none does. Written for any search path.
select pg_catalog.min(pg_catalog.concat(hiding.name, ' = ', pg_catalog.current_setting(hiding.name, true)))
from (
    {include postgres/hiding-settings}
) as hiding
where pg_catalog.lower(pg_catalog.current_setting(hiding.name, true)) operator(pg_catalog.=) any (hiding.texts)
