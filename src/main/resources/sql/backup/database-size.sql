-- With indexes and all; a role needs no more than CONNECT for its own database.
SELECT pg_database_size(current_database()) AS bytes
