-- One row: what a server offers to drills, and what a database asks of it.
select current_setting('server_version_num')::integer / 10000 as major,
       self.rolsuper as superuser,
       self.rolsuper or self.rolcreatedb as creates,
       exists (select from pg_settings where name like 'timescaledb.%') as loaded,
       (select extversion from pg_extension where extname = 'timescaledb') as installed,
       array(
           select version::text
           from pg_available_extension_versions
           where name = 'timescaledb'
           order by version
       ) as offered
from pg_roles as self
where self.rolname = current_user
