-- Scratch databases whose drill is gone, as far as this role may drop them.
SELECT abandoned.name
FROM (
    {include drill/abandoned}
) AS abandoned
WHERE pg_has_role(abandoned.datdba, 'usage')
