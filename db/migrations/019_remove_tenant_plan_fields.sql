-- 019: plan and limits leave the tenants table; subscriptions hold them from 029 on.
--
-- Why: two places that state a limit will disagree. Nothing ever enforced these columns.
--
-- Danger: what somebody entered in them since 018 is gone for good. The columns are only marked as dropped: a moment's
-- exclusive lock, no rewrite. A view that uses one stops the file with its name.
--
-- pulse:allow drop-in-use: nothing ever enforced these columns

ALTER TABLE tenants
  DROP COLUMN plan,
  DROP COLUMN max_devices,
  DROP COLUMN max_rules;
