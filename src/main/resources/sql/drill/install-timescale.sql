SELECT format('CREATE EXTENSION IF NOT EXISTS timescaledb VERSION %I', ?::text)
