-- 091: dashboards that users arrange themselves
--
-- What: dashboards and dashboard_widgets, and the permissions dashboard.write (every system role: arranging one's own
-- view changes nothing operational) and dashboard.share (given to no system role).
--
-- Why: One fixed start page does not suit both the field engineer and the account manager.
--
-- Locks: New tables and rows only.
--
-- Safety: A widget has no tenant of its own: its policy follows the dashboard. Both tables force row security, so it
-- holds for their owner too.

CREATE TABLE dashboards (
    id          serial PRIMARY KEY,
    tenant_id   text NOT NULL,
    user_id     varchar(255),
    name        varchar(100) NOT NULL,
    description text DEFAULT '',
    is_default  boolean NOT NULL DEFAULT false,
    layout      jsonb NOT NULL DEFAULT '[]',
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_dashboards_tenant ON dashboards (tenant_id);
CREATE INDEX idx_dashboards_tenant_user ON dashboards (tenant_id, user_id);
CREATE INDEX idx_dashboards_default ON dashboards (tenant_id, is_default) WHERE is_default = true;

CREATE TABLE dashboard_widgets (
    id           serial PRIMARY KEY,
    dashboard_id integer NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    widget_type  varchar(50) NOT NULL,
    title        varchar(100) NOT NULL DEFAULT '',
    config       jsonb NOT NULL DEFAULT '{}',
    position     jsonb NOT NULL DEFAULT '{"x": 0, "y": 0, "w": 2, "h": 2}',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_dashboard_widgets_dashboard ON dashboard_widgets (dashboard_id);

COMMENT ON TABLE dashboards IS 'Dashboards of a tenant: personal ones, and shared ones without a user_id.';
COMMENT ON TABLE dashboard_widgets IS 'The tiles of a dashboard. They belong to the tenant of their dashboard.';
COMMENT ON COLUMN dashboards.user_id IS 'Whose dashboard it is; NULL: shared by the tenant.';
COMMENT ON COLUMN dashboard_widgets.position IS 'Place and size on the grid: x, y, w, h.';

ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY;
ALTER TABLE dashboards FORCE ROW LEVEL SECURITY;
CREATE POLICY dashboards_tenant_isolation ON dashboards TO pulse_app
    USING (tenant_id = current_setting('app.tenant_id', true))
    WITH CHECK (tenant_id = current_setting('app.tenant_id', true));

ALTER TABLE dashboard_widgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE dashboard_widgets FORCE ROW LEVEL SECURITY;
CREATE POLICY dashboard_widgets_tenant_isolation ON dashboard_widgets TO pulse_app
    USING (EXISTS (SELECT 1 FROM dashboards d
                    WHERE d.id = dashboard_widgets.dashboard_id
                      AND d.tenant_id = current_setting('app.tenant_id', true)))
    WITH CHECK (EXISTS (SELECT 1 FROM dashboards d
                    WHERE d.id = dashboard_widgets.dashboard_id
                      AND d.tenant_id = current_setting('app.tenant_id', true)));

GRANT SELECT, INSERT, UPDATE, DELETE ON dashboards, dashboard_widgets TO pulse_app, pulse_operator;
GRANT USAGE, SELECT ON SEQUENCE dashboards_id_seq, dashboard_widgets_id_seq TO pulse_app, pulse_operator;

INSERT INTO permissions (action, category, description) VALUES
    ('dashboard.write', 'dashboard', 'Arrange one''s own dashboards'),
    ('dashboard.share', 'dashboard', 'Share a dashboard with the whole tenant')
ON CONFLICT (action) DO NOTHING;

INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
  FROM roles r CROSS JOIN permissions p
 WHERE r.tenant_id IS NULL AND r.is_system
   AND r.name IN ('Full Admin', 'Viewer', 'Device Manager', 'Alert Manager', 'Integration Manager', 'Team Admin')
   AND p.action = 'dashboard.write'
ON CONFLICT DO NOTHING;
