ALTER TABLE wind.reading SET (timescaledb.compress, timescaledb.compress_segmentby = 'park');
SELECT add_compression_policy('wind.reading', INTERVAL '7 days');
SELECT add_retention_policy('wind.reading', INTERVAL '90 days');

ALTER TABLE wind.event SET (timescaledb.compress);
SELECT add_compression_policy('wind.event', BIGINT '604800000');
SELECT add_retention_policy('wind.event', BIGINT '2592000000');
