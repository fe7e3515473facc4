-- Whether called, a row of pg_proc, may run what no dependency tells of: a text, as query_to_xml and crosstab of tablefunc do, or
-- the constraints of a domain whose number is an argument of it, as domain_in does. Nothing is handed to one without arguments, and
-- to PostgreSQL's own only as a text or the name of a cursor. A part of other files.
called.pronargs > 0
and (
    called.provolatile = 'v'
    and (
        called.pronamespace <> 'pg_catalog'::regnamespace
        or 'text'::regtype = any (called.proargtypes::oid[])
        or 'refcursor'::regtype = any (called.proargtypes::oid[])
    )
    or called.proname ~ '_to_xml|^pg_input_'
    or 'cstring'::regtype = any (called.proargtypes::oid[])
    or called.provolatile = 's' and exists (
        select
        from pg_depend as made
        where made.classid = 'pg_proc'::regclass and made.objid = called.oid and made.refclassid = 'pg_extension'::regclass
    )
)
