-- Every setting of this session that hides rows from it, as "name = value", and whether only compressed ones; these last. Written for any
-- search path.
select pg_catalog.concat(hiding.name, ' = ', pg_catalog.current_setting(hiding.name, true)) as text,
       hiding.compressed
from (
    {include postgres/hiding-settings}
) as hiding
where pg_catalog.lower(pg_catalog.current_setting(hiding.name, true)) operator(pg_catalog.=) any (hiding.texts)
order by hiding.compressed, hiding.name
