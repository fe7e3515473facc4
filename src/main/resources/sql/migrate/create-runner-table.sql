-- The Python runner's table, kept for the tools that read it and so that going back stays possible.
CREATE TABLE {runner} (
    version    text PRIMARY KEY,
    filename   text,
    applied_at timestamptz DEFAULT now()
);
