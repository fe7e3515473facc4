-- Whether called, a row of pg_proc, may run what no dependency tells of: a text, as query_to_xml and crosstab of tablefunc do, or
-- the constraints of a domain whose number is an argument of it, as domain_in does. A part of other files.
called.proname not in ('random', 'clock_timestamp')
and (
    called.provolatile = 'v'
    or called.proname ~ '_to_xml|^pg_input_'
    or 'cstring'::regtype = any (called.proargtypes::oid[])
    or called.provolatile = 's' and exists (
        select
        from pg_depend as made
        where made.classid = 'pg_proc'::regclass and made.objid = called.oid and made.refclassid = 'pg_extension'::regclass
    )
)
