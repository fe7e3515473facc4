DELETE FROM flyway_schema_history WHERE version = ? AND NOT success
