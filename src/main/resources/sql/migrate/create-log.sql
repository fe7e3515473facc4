-- Ours, beside Flyway's history: attempts that no transaction protects, every decision that was taken about a
-- migration, and a digest that does not change with indentation. Rows are only ever added.
CREATE TABLE {log} (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor    text NOT NULL DEFAULT current_user || ', ' || current_setting('application_name'),
    event    text NOT NULL,
    version  text NOT NULL,
    script   text NOT NULL,
    checksum integer,
    digest   text,
    note     text
);
