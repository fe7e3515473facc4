-- 081: one permission per changing request
--
-- What: 33 finer permissions beside the 28 of 080 and their assignment to the system roles. The coarse ones
-- (devices.write and so on) stay, because services and custom roles still name them.
--
-- Why: "devices.write" allowed too much at once: whoever may tag a device need not be able to decommission it.
--
-- Locks: Rows only. Users gain rights the moment this commits; nobody loses one.
--
-- Differs: A custom role of a tenant is not changed: what it may do is the tenant's decision.

INSERT INTO permissions (action, category, description) VALUES
    ('devices.update',               'devices',       'Change a device''s properties'),
    ('devices.decommission',         'devices',       'Take a device out of service'),
    ('devices.import',               'devices',       'Register many devices from a file'),
    ('devices.tokens.rotate',        'devices',       'Replace a device''s access token'),
    ('devices.tokens.revoke',        'devices',       'Withdraw a device''s access token'),
    ('devices.tags.write',           'devices',       'Tag devices'),
    ('devices.groups.write',         'devices',       'Change device groups and their members'),
    ('devices.twin.write',           'devices',       'Set a device''s desired state'),
    ('devices.commands.send',        'devices',       'Send a command to a device'),
    ('alerts.silence',               'alerts',        'Silence an alert for a time'),
    ('alerts.digest.write',          'alerts',        'Change the alert digest'),
    ('alert-rules.create',           'alert-rules',   'Create an alert rule'),
    ('alert-rules.update',           'alert-rules',   'Change an alert rule'),
    ('alert-rules.delete',           'alert-rules',   'Delete an alert rule'),
    ('alert-rules.templates',        'alert-rules',   'Create alert rules from templates'),
    ('notifications.create',         'notifications', 'Create a notification channel'),
    ('notifications.update',         'notifications', 'Change a notification channel'),
    ('notifications.delete',         'notifications', 'Delete a notification channel'),
    ('notifications.test',           'notifications', 'Send a test notification'),
    ('notifications.routing.create', 'notifications', 'Create a routing rule'),
    ('notifications.routing.update', 'notifications', 'Change a routing rule'),
    ('notifications.routing.delete', 'notifications', 'Delete a routing rule'),
    ('escalation.create',            'escalation',    'Create an escalation policy'),
    ('escalation.update',            'escalation',    'Change an escalation policy'),
    ('escalation.delete',            'escalation',    'Delete an escalation policy'),
    ('oncall.create',                'oncall',        'Create an on-call schedule'),
    ('oncall.update',                'oncall',        'Change an on-call schedule'),
    ('oncall.delete',                'oncall',        'Delete an on-call schedule'),
    ('oncall.layers.write',          'oncall',        'Change the layers of an on-call schedule'),
    ('oncall.overrides.write',       'oncall',        'Stand in for somebody on call'),
    ('maintenance.create',           'maintenance',   'Create a maintenance window'),
    ('maintenance.update',           'maintenance',   'Change a maintenance window'),
    ('maintenance.delete',           'maintenance',   'Delete a maintenance window')
ON CONFLICT (action) DO NOTHING;

-- The prefix names a field of work; a role that looks after the field gets all of its new actions.
WITH field (role_name, action_like) AS (
    VALUES
        ('Device Manager',      'devices.%'),
        ('Device Manager',      'maintenance.%'),
        ('Alert Manager',       'alerts.%'),
        ('Alert Manager',       'alert-rules.%'),
        ('Alert Manager',       'maintenance.%'),
        ('Integration Manager', 'notifications.%'),
        ('Integration Manager', 'escalation.%'),
        ('Integration Manager', 'oncall.%'),
        ('Full Admin',          '%')
), added (action) AS (
    VALUES
        ('devices.update'), ('devices.decommission'), ('devices.import'), ('devices.tokens.rotate'),
        ('devices.tokens.revoke'), ('devices.tags.write'), ('devices.groups.write'), ('devices.twin.write'),
        ('devices.commands.send'), ('alerts.silence'), ('alerts.digest.write'), ('alert-rules.create'),
        ('alert-rules.update'), ('alert-rules.delete'), ('alert-rules.templates'), ('notifications.create'),
        ('notifications.update'), ('notifications.delete'), ('notifications.test'), ('notifications.routing.create'),
        ('notifications.routing.update'), ('notifications.routing.delete'), ('escalation.create'),
        ('escalation.update'), ('escalation.delete'), ('oncall.create'), ('oncall.update'), ('oncall.delete'),
        ('oncall.layers.write'), ('oncall.overrides.write'), ('maintenance.create'), ('maintenance.update'),
        ('maintenance.delete')
)
INSERT INTO role_permissions (role_id, permission_id)
SELECT r.id, p.id
  FROM added a
  JOIN permissions p ON p.action = a.action
  JOIN field f ON p.action LIKE f.action_like
  JOIN roles r ON r.name = f.role_name AND r.tenant_id IS NULL AND r.is_system
ON CONFLICT DO NOTHING;
