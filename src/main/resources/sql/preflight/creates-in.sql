-- One row: where a statement of this role without a schema creates, and whether it may. Written for any search path.
select pg_catalog.current_schema()::pg_catalog.text as schema,
       coalesce(pg_catalog.has_schema_privilege(pg_catalog.current_schema(), 'CREATE'), false) as allowed
