-- The schema in which a statement of this session without one creates; null where it may use none of its path, or the first that is
-- there is one of the system's, in which nothing can be made. Written for any search path.
select first.name
from (select pg_catalog.current_schema()::pg_catalog.text as name) as first
where pg_catalog.left(first.name, 3) operator(pg_catalog.<>) 'pg_'
