-- Three weeks of readings, as the gateways would have sent them.
INSERT INTO wind.reading
SELECT at, park, 100 * park + 50 * sin(extract(epoch FROM at) / 7200)
FROM generate_series(now() - INTERVAL '20 days', now(), INTERVAL '20 minutes') AS at, generate_series(1, 3) AS park;
INSERT INTO wind.event
SELECT (extract(epoch FROM at) * 1000)::bigint, 1 + (extract(hour FROM at)::int % 3), 'start'
FROM generate_series(now() - INTERVAL '20 days', now(), INTERVAL '6 hours') AS at;
