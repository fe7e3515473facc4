-- Whether TimescaleDB has made what is called so. Anyone who may make schemas can make a view of such a name where the extension
-- is not, with code of its own in it, and add it to an extension that it owns.
select exists (
    select
    from pg_depend as member
    join pg_extension as extension on extension.oid = member.refobjid and extension.extname = 'timescaledb'
    join pg_class as relation on relation.oid = member.objid
    join pg_roles as owner on owner.oid = relation.relowner and owner.rolsuper
    where member.classid = 'pg_class'::regclass
      and member.refclassid = 'pg_extension'::regclass
      and member.deptype = 'e'
      and relation.oid = to_regclass(?::text)
) as present
