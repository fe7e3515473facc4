-- Whether a role that is not trusted owns a schema or an operator, or has been granted to make something in a schema or to make schemas.
-- Where none does, and any-untrusted-code finds nothing either, it does not matter where names are looked for: nothing but a trusted
-- role's is there, and nothing else can come.
with trusted as (
    {include postgres/trusted}
)
select exists (
           select
           from pg_namespace
           where nspname <> 'information_schema' and nspname !~ '^pg_' and nspowner not in (select oid from trusted)
       )
    or exists (select from pg_operator where oprowner not in (select oid from trusted))
    or exists (
        select
        from (
            select nspacl as acl from pg_namespace where nspname <> 'information_schema' and nspname !~ '^pg_'
            union all
            select datacl from pg_database where datname = current_database()
        ) as place
        cross join aclexplode(place.acl) as entry
        where entry.privilege_type = 'CREATE' and entry.grantee not in (select oid from trusted)
    ) as found
