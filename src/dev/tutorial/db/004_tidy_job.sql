CREATE PROCEDURE wind.tidy(job_id int, config jsonb) LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM wind.event WHERE kind = 'heartbeat' AND ts_ms < wind.now_ms() - 86400000;
END
$$;
SELECT add_job('wind.tidy', INTERVAL '1 hour');
