DELETE FROM {history} WHERE version = ? AND NOT success
