-- The highest numbers in our log and in the history; the oid of the database; and whether nothing is attached to our tables, given by their oids, nor was since
-- they were vacuumed.
SELECT coalesce((SELECT max(id) FROM {log}), 0) AS logged,
       coalesce((SELECT max(installed_rank) FROM {history}), 0) AS ranked,
       (SELECT oid FROM pg_database WHERE datname = current_database()) AS database,
       NOT EXISTS (
           SELECT
           FROM pg_class
           WHERE oid = ANY (string_to_array(?, ',')::oid[]) AND (relhastriggers OR relhasrules)
       ) AS bare
