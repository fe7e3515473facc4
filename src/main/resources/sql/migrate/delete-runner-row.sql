DELETE FROM {runner} WHERE filename = ?
