-- How often a job began, whether its last run is over, and how that ended; no row while it never ran. The error is shown to
-- members of the owner's role alone.
select stat.total_runs,
       stat.last_finish > '-infinity' as ended,
       stat.last_run_success as succeeded,
       stat.consecutive_crashes > 0 as crashed,
       (
           select left(failure.err_message, 1000)
           from timescaledb_information.job_errors as failure
           where failure.job_id = stat.job_id and failure.err_message is not null
           order by failure.start_time desc
           limit 1
       ) as error
from _timescaledb_internal.bgw_job_stat as stat
where stat.job_id = ?
