SELECT format('CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA %I VERSION %L', ?::text, ?::text)
