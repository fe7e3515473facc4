-- The lags that stand in the jobs' configurations: spans, or the time column's own integers; neither where it is written in no way
-- that PostgreSQL writes or people do. Any role may add a job with any text, and what cannot be converted ends the statement:
-- so each unit at most once, the larger first, within what a timestamp can go back; or as many years as there can be. A part of other files.
select job.job_id,
       lag.key,
       case
           when jsonb_typeof(lag.value) = 'string'
               and length(said.text) <= 100
               and (
                   said.text ~ '^@? *([0-9]{1,8}|1[0-6][0-9]{7}|17[0-7][0-9]{6}) years?$'
                   or said.text ~
                   '^(?=.*[0-9]) *@? *'
                   '([-+]?[0-9]{1,3}([.][0-9]{1,6})? *y(rs?|ears?)?(?= |$) *)?'
                   '([-+]?[0-9]{1,4}([.][0-9]{1,6})? *mon(th)?s?(?= |$) *)?'
                   '([-+]?[0-9]{1,5}([.][0-9]{1,6})? *w(eeks?)?(?= |$) *)?'
                   '([-+]?[0-9]{1,6}([.][0-9]{1,6})? *d(ays?)?(?= |$) *)?'
                   '([-+]?[0-9]{1,7}:[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)? *|([-+]?[0-9]{1,7}([.][0-9]{1,6})? *h(rs?|ours?)?(?= |$) *)?'
                   '([-+]?[0-9]{1,8}([.][0-9]{1,6})? *m(in(ute)?s?)?(?= |$) *)?'
                   '([-+]?[0-9]{1,9}([.][0-9]{1,6})? *(s(ec(ond)?s?)?)?(?= |$) *)?)( ago)?$'
                   or said.text ~
                   '^P(?=[-0-9T])'
                   '(-?[0-9]{1,3}([.][0-9]{1,6})?Y)?'
                   '(-?[0-9]{1,4}([.][0-9]{1,6})?M)?'
                   '(-?[0-9]{1,5}([.][0-9]{1,6})?W)?'
                   '(-?[0-9]{1,6}([.][0-9]{1,6})?D)?'
                   '(T(?=[-0-9])'
                   '(-?[0-9]{1,7}([.][0-9]{1,6})?H)?'
                   '(-?[0-9]{1,8}([.][0-9]{1,6})?M)?'
                   '(-?[0-9]{1,9}([.][0-9]{1,6})?S)?)?$'
                   or said.text ~
                   '^(?=.*[0-9])([-+]?[0-9]{1,3}-(1[01]|[0-9])(?= |$) *)?'
                   '([-+]?[0-9]{1,6} +(?=[-+0-9]+:))?'
                   '([-+]?[0-9]{1,7}:[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?)?$'
               )
           then said.text::interval
       end as span,
       substring(left(lag.value::text, 20) from '^-?[0-9]{1,18}$')::bigint as steps
from timescaledb_information.jobs as job
cross join lateral jsonb_each(case when jsonb_typeof(job.config) = 'object' then job.config end) as lag (key, value)
cross join lateral (select left(lag.value #>> '{}', 101) as text) as said
where lag.key in (
        'compress_after', 'compress_created_before', 'drop_after', 'drop_created_before', 'start_offset', 'end_offset'
    )
  and lag.value <> 'null'
