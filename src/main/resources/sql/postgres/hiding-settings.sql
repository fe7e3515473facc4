-- The settings with which a session does not see what TimescaleDB has compressed, or writes past it, and the texts with which they do, in
-- small letters; none in a database without TimescaleDB. In 2.25 the fourth took the third's place, and hid nothing before; from 2.28 on
-- the fifth hides nothing. "compressed": it hides nothing else. Written for any search path.
select setting.name, case when setting.hides then yes.texts else no.texts end as texts, not setting.hides as compressed
from (
    values ('timescaledb.restoring', true, null::pg_catalog.int4[], null::pg_catalog.int4[]),
           ('timescaledb.disable_load', true, null, null),
           ('timescaledb.enable_transparent_decompression', false, null, array[2, 25]),
           ('timescaledb.enable_columnarscan', false, array[2, 25], null),
           ('timescaledb.enable_optimizations', false, null, array[2, 28])
) as setting (name, hides, since, until)
cross join (
    select pg_catalog.string_to_array(
               pg_catalog.substring(extension.extversion, '^[0-9]+[.][0-9]+'), '.'
           )::pg_catalog.int4[] as version
    from pg_catalog.pg_extension as extension
    where extension.extname operator(pg_catalog.=) 'timescaledb'
) as installed
cross join (select array['on', 'true', 'tru', 'tr', 't', 'yes', 'ye', 'y', '1'] as texts) as yes
cross join (select array['off', 'of', 'false', 'fals', 'fal', 'fa', 'f', 'no', 'n', '0'] as texts) as no
where (setting.since is null or installed.version operator(pg_catalog.>=) setting.since)
  and (setting.until is null or installed.version operator(pg_catalog.<) setting.until)
