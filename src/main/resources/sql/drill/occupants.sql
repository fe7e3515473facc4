-- What keeps a database from being empty: anything that neither PostgreSQL nor an extension made. Publications and default privileges
-- would hold for what is restored, and event triggers run meanwhile. Extensions count as part of an empty database, for providers put
-- some into every one.
SELECT kind || ' ' || name AS occupant
FROM (
    SELECT 'relation' AS kind, relation.oid::regclass::text AS name, 'pg_class'::regclass AS class, relation.oid,
           relation.relnamespace AS schema
    FROM pg_class AS relation
    WHERE relation.relkind IN ('r', 'v', 'm', 'S', 'f', 'p')
    UNION ALL
    SELECT 'function', function.oid::regprocedure::text, 'pg_proc'::regclass, function.oid, function.pronamespace
    FROM pg_proc AS function
    UNION ALL
    SELECT 'type', type.oid::regtype::text, 'pg_type'::regclass, type.oid, type.typnamespace
    FROM pg_type AS type
    WHERE type.typtype IN ('d', 'e', 'r')
       OR type.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type AS element WHERE element.typarray = type.oid)
       OR type.typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE oid = type.typrelid AND relkind = 'c')
    UNION ALL
    SELECT 'operator', operator.oid::regoperator::text, 'pg_operator'::regclass, operator.oid, operator.oprnamespace
    FROM pg_operator AS operator
    UNION ALL
    SELECT 'collation', sorting.oid::regcollation::text, 'pg_collation'::regclass, sorting.oid, sorting.collnamespace
    FROM pg_collation AS sorting
    UNION ALL
    SELECT 'text search configuration', config.oid::regconfig::text, 'pg_ts_config'::regclass, config.oid, config.cfgnamespace
    FROM pg_ts_config AS config
    UNION ALL
    SELECT 'schema', quote_ident(namespace.nspname), 'pg_namespace'::regclass, namespace.oid, namespace.oid
    FROM pg_namespace AS namespace
    WHERE namespace.nspname <> 'public'
    UNION ALL
    SELECT 'publication', quote_ident(publication.pubname), 'pg_publication'::regclass, publication.oid, NULL
    FROM pg_publication AS publication
    UNION ALL
    SELECT 'subscription', quote_ident(subscription.subname), 'pg_subscription'::regclass, subscription.oid, NULL
    FROM pg_subscription AS subscription
    WHERE subscription.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL
    SELECT 'event trigger', quote_ident(trigger.evtname), 'pg_event_trigger'::regclass, trigger.oid, NULL
    FROM pg_event_trigger AS trigger
    UNION ALL
    SELECT 'foreign server', quote_ident(server.srvname), 'pg_foreign_server'::regclass, server.oid, NULL
    FROM pg_foreign_server AS server
    UNION ALL
    SELECT 'large object', object.oid::text, 'pg_largeobject'::regclass, object.oid, NULL
    FROM pg_largeobject_metadata AS object
    UNION ALL
    SELECT 'default privileges of',
           quote_ident(pg_get_userbyid(privileges.defaclrole)),
           'pg_default_acl'::regclass,
           privileges.oid,
           NULL
    FROM pg_default_acl AS privileges
) AS object
LEFT JOIN pg_namespace AS namespace ON namespace.oid = object.schema
WHERE (object.schema IS NULL OR namespace.nspname <> 'information_schema' AND namespace.nspname NOT LIKE 'pg\_%')
  AND NOT EXISTS (SELECT FROM pg_depend AS depend
                  WHERE depend.classid = object.class AND depend.objid = object.oid AND depend.deptype = 'e')
ORDER BY namespace.nspname LIKE '\_timescaledb\_%', object.kind DESC, object.name
LIMIT 5
