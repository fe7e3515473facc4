-- Whether there is anything at all that attached-code may find. What it begins with (carriers) is of a role that is not trusted, which
-- then owns something here (pg_shdepend would tell that sooner, but not of PostgreSQL's own roles, which have members), or a trigger's
-- condition that calls what may execute a text. Planning all of it takes longer than many a migration.
with trusted as (
    {include postgres/trusted}
)
select exists (select from pg_proc where proowner not in (select oid from trusted))
    or exists (select from pg_type where typowner not in (select oid from trusted))
    or exists (select from pg_class where relowner not in (select oid from trusted))
    or exists (
        select
        from pg_trigger
        cross join regexp_matches(tgqual::text, ':funcid (\d+)', 'g') as call
        join pg_proc as called on called.oid = call[1]::oid
        where tgqual is not null
          and (
              {include postgres/may-execute}
          )
    ) as found
