-- What stands at the declared names, hypertable or not, with the first column that could be its time. A name is that of a
-- table in public, or a schema and a table with a dot between them; either may hold more dots. Looked up by name: a
-- database may have a hundred thousand relations. stranger: the owner, where that role is not trusted; nothing where it is and
-- what belongs to the table, or a column's type, calls what another owns. Whose a trigger's condition is can not be told.
with trusted as (
    {include postgres/trusted}
),
declared as (
    select name from unnest(?::text[]) as given (name)
),
candidate as (
    select 'public' as schema_name, name as table_name
    from declared
    union
    select left(name, dot - 1), substr(name, dot + 1)
    from declared
    cross join generate_series(2, length(name) - 1) as dot
    where substr(name, dot, 1) = '.'
)
select namespace.nspname as schema_name,
       relation.relname as table_name,
       relation.relkind in ('r', 'p') as is_table,
       (
           select attname
           from pg_attribute
           where attrelid = relation.oid
             and attnum > 0
             and not attisdropped
             and atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
           order by attnum
           limit 1
       ) as time_column,
       case
           when relation.relowner not in (select oid from trusted) then pg_get_userbyid(relation.relowner)::text
           when exists (
               select
               from (
                   select classid, objid
                   from pg_depend
                   where refclassid = 'pg_class'::regclass and refobjid = relation.oid and deptype in ('a', 'i')
                   union all
                   select 'pg_class'::regclass, relation.oid
               ) as part
               left join pg_trigger as attached on part.classid = 'pg_trigger'::regclass and attached.oid = part.objid
               left join pg_depend as used on used.classid = part.classid and used.objid = part.objid
               left join pg_database as database on database.datname = current_database()
               left join pg_shdepend as owned
                 on owned.dbid = database.oid
                and owned.classid = used.refclassid
                and owned.objid = used.refobjid
                and owned.deptype = 'o'
               where attached.tgqual is not null
                  or used.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_type'::regclass)
                 and owned.refobjid not in (select oid from trusted)
           ) then ''
       end as stranger
from candidate
join pg_namespace as namespace on namespace.nspname = candidate.schema_name collate "C"
join pg_class as relation
  on relation.relnamespace = namespace.oid and relation.relname = candidate.table_name collate "C"
where relation.relkind in ('r', 'p', 'v', 'm', 'f')
