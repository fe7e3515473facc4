-- 087: what a user likes to be called, shown and told
--
-- What: user_preferences: display name, time zone and notification choices, per user and tenant.
--
-- Why: The identity provider knows the user, not how Pulse should treat him in this tenant.
--
-- Locks: A new table only.

CREATE TABLE user_preferences (
    tenant_id          text NOT NULL,
    user_id            text NOT NULL,
    display_name       varchar(100),
    timezone           varchar(50) NOT NULL DEFAULT 'UTC',
    notification_prefs jsonb NOT NULL DEFAULT '{}',
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id)
);

-- Repeats the primary key; kept because the contract names it.
CREATE INDEX idx_user_preferences_user ON user_preferences (tenant_id, user_id);

COMMENT ON TABLE user_preferences IS 'Personal settings of a user inside one tenant.';
COMMENT ON COLUMN user_preferences.timezone IS
  'Name from the IANA time zone database, for showing times; stored times stay absolute.';

ALTER TABLE user_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_preferences FORCE ROW LEVEL SECURITY;
CREATE POLICY user_preferences_tenant_isolation ON user_preferences TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON user_preferences TO pulse_app, pulse_operator;
