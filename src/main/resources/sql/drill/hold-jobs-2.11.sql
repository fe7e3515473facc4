UPDATE _timescaledb_config.bgw_job SET scheduled = false WHERE scheduled RETURNING id
