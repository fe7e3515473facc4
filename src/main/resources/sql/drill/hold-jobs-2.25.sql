UPDATE _timescaledb_catalog.bgw_job SET scheduled = false WHERE scheduled RETURNING id
