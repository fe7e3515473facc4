-- 016: raw_events is no longer written; databases older than 000 that still have it get it marked.
--
-- Why: raw messages went to raw_events before telemetry had a store of its own (021). Its rows are left alone: whether
-- anybody still needs them is not for a migration to decide. Dropping it is one statement, when somebody has decided.
--
-- Danger: none. On a database made by these files there is no such table, and nothing happens.

DO $$
BEGIN
  IF to_regclass('public.raw_events') IS NOT NULL THEN
    COMMENT ON TABLE public.raw_events IS
      'DEPRECATED: no longer written; telemetry has replaced it. Safe to drop once nobody reads it';
  END IF;
END $$;
