-- Relations that are joined by policies of guarded tables with the tenant's column, and those tables themselves. Keys are columns that
-- are alone in a unique index or a foreign key, or of type uuid.
with recursive policed as (
    {include isolation/policed-relations}
)
select relation.oid::bigint as oid,
       namespace.nspname as schema_name,
       relation.relname as relation_name,
       relation.relkind::text as kind,
       relation.relrowsecurity as guarded,
       array(
           select attribute.attname::text
           from pg_attribute as attribute
           where attribute.attrelid = relation.oid
             and attribute.attnum > 0
             and not attribute.attisdropped
             and (
                 attribute.atttypid = 'uuid'::regtype
                 or exists (
                     select
                     from pg_index as index
                     where index.indrelid = relation.oid
                       and index.indisunique
                       and index.indisvalid
                       and index.indpred is null
                       and index.indnkeyatts = 1
                       and index.indkey[0] = attribute.attnum
                 )
                 or exists (
                     select
                     from pg_constraint as reference
                     where reference.conrelid = relation.oid
                       and reference.contype = 'f'
                       and reference.conkey = array[attribute.attnum]
                 )
             )
       ) as keys
from policed
join pg_class as relation on relation.oid = policed.oid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
order by namespace.nspname, relation.relname
