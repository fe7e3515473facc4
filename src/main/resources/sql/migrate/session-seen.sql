SELECT 1 FROM pg_stat_activity WHERE pid = ? AND extract(epoch FROM backend_start)::text = ?
