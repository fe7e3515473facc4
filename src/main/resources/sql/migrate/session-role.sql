-- A session before anything is set in it, under whatever search path.
select current_user::pg_catalog.text as name,
       ({include postgres/creates-in}) as creates_in,
       pg_catalog.current_setting('session_replication_role') as session_replication_role,
       pg_catalog.current_setting('standard_conforming_strings') as standard_conforming_strings,
       pg_catalog.current_setting('array_nulls') as array_nulls,
       (
           {include postgres/hiding-here}
       ) as hiding
