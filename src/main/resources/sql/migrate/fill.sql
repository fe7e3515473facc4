-- The highest numbers in our log and in the history.
SELECT coalesce((SELECT max(id) FROM {log}), 0) AS logged,
       coalesce((SELECT max(installed_rank) FROM {history}), 0) AS ranked
