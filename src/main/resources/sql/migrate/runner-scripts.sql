SELECT coalesce(filename, version) FROM {runner}
