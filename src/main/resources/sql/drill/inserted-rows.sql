-- Rows that this session put into a relation and has not yet reported, those of the transaction under way included.
SELECT pg_stat_get_xact_tuples_inserted(?::regclass) AS inserted
