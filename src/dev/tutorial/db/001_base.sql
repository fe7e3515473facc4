-- Nordwind measures wind parks: places, what their sensors read, and what happened to them.
CREATE SCHEMA wind;

CREATE TABLE wind.park (
    id int PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE wind.reading (
    at timestamptz NOT NULL,
    park int NOT NULL REFERENCES wind.park,
    power double precision NOT NULL
);
SELECT create_hypertable('wind.reading', 'at', chunk_time_interval => INTERVAL '1 day');

-- The gateways count milliseconds.
CREATE TABLE wind.event (
    ts_ms bigint NOT NULL,
    park int NOT NULL,
    kind text NOT NULL
);
SELECT create_hypertable('wind.event', 'ts_ms', chunk_time_interval => 86400000);
CREATE FUNCTION wind.now_ms() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT (extract(epoch FROM now()) * 1000)::bigint $$;
SELECT set_integer_now_func('wind.event', 'wind.now_ms');
