-- 005: the operators' audit log says whether row security was bypassed for the access it records.
--
-- Why: most operator access works as pulse_operator and sees all tenants; access narrowed to one tenant does not, and a
-- reviewer has to tell the two apart. Rows from before get true, which is what they were.
--
-- Danger: none: a constant default is stored once, the table is not rewritten.

ALTER TABLE operator_audit_log ADD COLUMN rls_bypassed boolean DEFAULT true;
COMMENT ON COLUMN operator_audit_log.rls_bypassed IS
  'True when the access worked as pulse_operator and saw all tenants';
