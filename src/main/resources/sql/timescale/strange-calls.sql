-- What the view of a call would call that the extension did not make or that belongs to no superuser.
select called.oid::regprocedure::text
from pg_rewrite as rule
join pg_depend as needed
  on needed.classid = 'pg_rewrite'::regclass and needed.objid = rule.oid and needed.refclassid = 'pg_proc'::regclass
join pg_proc as called on called.oid = needed.refobjid
join pg_roles as owner on owner.oid = called.proowner
where rule.ev_class = to_regclass('pg_temp.pulse_call')
  and not (
      owner.rolsuper
      and exists (
          select
          from pg_depend as member
          join pg_extension as extension on extension.oid = member.refobjid
          where member.classid = 'pg_proc'::regclass
            and member.objid = called.oid
            and member.refclassid = 'pg_extension'::regclass
            and member.deptype = 'e'
            and extension.extname = 'timescaledb'
      )
  )
order by 1
