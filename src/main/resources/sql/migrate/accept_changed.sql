UPDATE flyway_schema_history SET checksum = ? WHERE version = ? AND success
