-- 080: who may do what inside a tenant
--
-- What: permissions (the catalogue of actions), roles (named bundles; tenant_id NULL is a system role offered to
-- every tenant), role_permissions (bundle -> action) and user_role_assignments (user -> role, per tenant), with 28
-- permissions and 6 system roles.
--
-- Why: Until here the services knew only the realm roles of the token. From now on a request is allowed when one of
-- the user's roles carries the action.
--
-- Locks: New tables only; the running application is not touched.
--
-- Differs: One policy more than the contract, roles_other_tenants_hidden. roles.is_system defaults to true, so a
-- tenant's own role inserted without that column counts as a system role and the contract's policy
-- roles_system_visible would show it to every tenant. The restrictive policy says: a role with a tenant is seen by
-- that tenant alone, whatever is_system says.
--
-- Note: permissions and role_permissions carry no tenant and no row security (contract): isolation of what a custom
-- role contains rests on the role's unguessable id.

CREATE TABLE permissions (
    id          serial PRIMARY KEY,
    action      text NOT NULL UNIQUE,
    category    text NOT NULL,
    description text
);

CREATE TABLE roles (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   text,
    name        text NOT NULL,
    description text,
    is_system   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, name)
);

-- UNIQUE (tenant_id, name) lets system roles repeat, because NULLs differ from one another. This one does not.
CREATE UNIQUE INDEX idx_roles_name_unique ON roles (COALESCE(tenant_id, '__system__'), name);
CREATE INDEX idx_roles_tenant ON roles (tenant_id) WHERE tenant_id IS NOT NULL;

CREATE TABLE role_permissions (
    role_id       uuid    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    permission_id integer NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, permission_id)
);

CREATE TABLE user_role_assignments (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   text NOT NULL,
    user_id     text NOT NULL,
    role_id     uuid NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    assigned_by text,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, user_id, role_id)
);

CREATE INDEX idx_user_role_assignments_user ON user_role_assignments (tenant_id, user_id);
CREATE INDEX idx_user_role_assignments_role ON user_role_assignments (role_id);

COMMENT ON TABLE permissions IS 'Catalogue of actions that a role can allow; the same for all tenants.';
COMMENT ON TABLE roles IS
  'Bundles of permissions. tenant_id NULL: system role, offered to every tenant; otherwise a role of that tenant.';
COMMENT ON TABLE role_permissions IS 'Which actions a role allows.';
COMMENT ON TABLE user_role_assignments IS
  'Which roles a user holds in a tenant. user_id is the subject of the identity provider''s token.';
COMMENT ON COLUMN roles.is_system IS 'Shipped with Pulse. Defaults to true: set false for a tenant''s own role.';
COMMENT ON COLUMN user_role_assignments.assigned_by IS
  'User who assigned it, or system-bootstrap for the role given at first login.';

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY roles_system_visible ON roles FOR SELECT USING (is_system = true);
CREATE POLICY roles_tenant_isolation ON roles
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));
CREATE POLICY roles_other_tenants_hidden ON roles AS RESTRICTIVE FOR SELECT
    USING (tenant_id IS NULL OR tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE user_role_assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_role_assignments FORCE ROW LEVEL SECURITY;
CREATE POLICY user_role_assignments_tenant_isolation ON user_role_assignments TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

GRANT SELECT, INSERT, UPDATE, DELETE ON permissions, roles, role_permissions, user_role_assignments
    TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE permissions_id_seq TO pulse_app, pulse_operator;

INSERT INTO permissions (action, category, description) VALUES
    ('dashboard.read',      'dashboard',     'See the dashboards'),
    ('devices.read',        'devices',       'See devices, their state and their telemetry'),
    ('devices.write',       'devices',       'Change a device''s properties'),
    ('devices.create',      'devices',       'Register devices'),
    ('devices.delete',      'devices',       'Remove devices for good'),
    ('devices.commands',    'devices',       'See and send device commands'),
    ('alerts.read',         'alerts',        'See alerts'),
    ('alerts.acknowledge',  'alerts',        'Acknowledge an alert'),
    ('alerts.close',        'alerts',        'Close an alert'),
    ('alerts.rules.read',   'alerts',        'See alert rules'),
    ('alerts.rules.write',  'alerts',        'Change alert rules'),
    ('integrations.read',   'integrations',  'See outgoing integrations'),
    ('integrations.write',  'integrations',  'Change outgoing integrations'),
    ('integrations.routes', 'integrations',  'Decide which alerts go to which integration'),
    ('users.read',          'users',         'See the tenant''s users'),
    ('users.invite',        'users',         'Invite users'),
    ('users.edit',          'users',         'Change a user''s details'),
    ('users.remove',        'users',         'Remove a user from the tenant'),
    ('users.roles',         'users',         'Give and take roles'),
    ('reports.read',        'reports',       'See reports'),
    ('reports.export',      'reports',       'Export reports and data'),
    ('sites.read',          'sites',         'See sites'),
    ('sites.write',         'sites',         'Change sites'),
    ('subscriptions.read',  'subscriptions', 'See what the tenant subscribes to'),
    ('subscriptions.write', 'subscriptions', 'Change what the tenant subscribes to'),
    ('maintenance.read',    'maintenance',   'See maintenance windows'),
    ('maintenance.write',   'maintenance',   'Change maintenance windows'),
    ('settings.read',       'settings',      'See the tenant''s settings')
ON CONFLICT (action) DO NOTHING;

INSERT INTO roles (tenant_id, name, description, is_system) VALUES
    (NULL, 'Full Admin',          'May do everything inside the tenant', true),
    (NULL, 'Viewer',              'Sees everything operational, changes nothing', true),
    (NULL, 'Device Manager',      'Looks after devices: registers, changes, commands and removes them', true),
    (NULL, 'Alert Manager',       'Looks after alerts, their rules and maintenance windows', true),
    (NULL, 'Integration Manager', 'Looks after integrations and where alerts are sent', true),
    (NULL, 'Team Admin',          'Looks after the tenant''s users and their roles', true)
ON CONFLICT (COALESCE(tenant_id, '__system__'), name) DO NOTHING;

-- What each system role may do: everybody reads, the managers get their field on top, Full Admin gets all.
WITH granted (role_name, action) AS (
    SELECT r.name, p.action
      FROM roles r CROSS JOIN permissions p
     WHERE r.tenant_id IS NULL AND r.is_system
       AND (r.name = 'Full Admin'
            OR p.action IN ('dashboard.read', 'devices.read', 'alerts.read', 'alerts.rules.read', 'integrations.read',
                            'users.read', 'reports.read', 'sites.read', 'subscriptions.read', 'maintenance.read',
                            'settings.read'))
    UNION
    VALUES
        ('Device Manager',      'devices.write'),
        ('Device Manager',      'devices.create'),
        ('Device Manager',      'devices.delete'),
        ('Device Manager',      'devices.commands'),
        ('Alert Manager',       'alerts.acknowledge'),
        ('Alert Manager',       'alerts.close'),
        ('Alert Manager',       'alerts.rules.write'),
        ('Alert Manager',       'maintenance.write'),
        ('Integration Manager', 'integrations.write'),
        ('Integration Manager', 'integrations.routes'),
        ('Team Admin',          'users.invite'),
        ('Team Admin',          'users.edit'),
        ('Team Admin',          'users.remove'),
        ('Team Admin',          'users.roles')
)
INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
  FROM granted g
  JOIN roles r ON r.name = g.role_name AND r.tenant_id IS NULL AND r.is_system
  JOIN permissions p ON p.action = g.action
ON CONFLICT DO NOTHING;
