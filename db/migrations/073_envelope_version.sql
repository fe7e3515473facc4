-- 073: quarantine_events.envelope_version
--
-- What: Which version of the message envelope a quarantined message claimed. Earlier ones were all of version 1.
--
-- Lock: ACCESS EXCLUSIVE on quarantine_events for a catalogue-only change (constant default, no rewrite).

ALTER TABLE quarantine_events ADD COLUMN envelope_version text DEFAULT '1';

COMMENT ON COLUMN quarantine_events.envelope_version IS
  'Version of the envelope as the message stated it, so it may be anything';
