SELECT coalesce(filename, version) FROM {runner} WHERE filename IS NOT NULL OR version IS NOT NULL
