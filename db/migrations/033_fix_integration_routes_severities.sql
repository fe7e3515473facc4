-- 033: the column severities of integration_routes, which the API reads and writes.
--
-- Why: without it the API could neither list nor save a route. It is a list of names beside min_severity, a number: the
-- dispatcher goes by min_severity. Routes that are there get the empty list, which leaves nothing out; names are not
-- made up from min_severity, since that would narrow routes that nobody asked to have narrowed.
--
-- Danger: none: a constant default is stored once, the table is not rewritten.

ALTER TABLE integration_routes ADD COLUMN severities text[] DEFAULT '{}';
COMMENT ON COLUMN integration_routes.severities IS
  'Severities to deliver, by name; empty: all that min_severity lets through';
