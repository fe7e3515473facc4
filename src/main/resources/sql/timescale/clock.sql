-- The database's own present: it stamps chunks and jobs, so it is what their ages are counted from.
select clock_timestamp() as present
