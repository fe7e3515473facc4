-- 098: customers who were locked out of their own tenant
--
-- What: Users who got the role Viewer at their first login, given by the services themselves (assigned_by =
-- 'system-bootstrap'), get Full Admin instead. A Viewer role that a person assigned stays.
--
-- Why: The services mapped the realm role "customer" to Viewer, so a new customer could look at an empty tenant and
-- add nothing to it. The services map it to Full Admin by now, but only at a first login.
--
-- Danger: This raises rights. Inside their tenant such users may do everything afterwards. Who they are:
--       SELECT a.tenant_id, a.user_id FROM user_role_assignments a JOIN roles r ON r.id = a.role_id
--        WHERE a.assigned_by = 'system-bootstrap' AND r.name = 'Viewer' AND r.tenant_id IS NULL;
--
-- Locks: ACCESS EXCLUSIVE on user_role_assignments for the moment of the update. Row security is forced on it, so an
-- owner without BYPASSRLS would change nothing, silently; it is lifted for the owner inside the block.

DO $$
DECLARE
    viewer     uuid := (SELECT id FROM roles WHERE name = 'Viewer' AND tenant_id IS NULL AND is_system);
    full_admin uuid := (SELECT id FROM roles WHERE name = 'Full Admin' AND tenant_id IS NULL AND is_system);
    raised     bigint;
BEGIN
    IF viewer IS NULL OR full_admin IS NULL THEN
        RAISE EXCEPTION '098: the system roles "Viewer" and "Full Admin" must exist in table roles'
            USING HINT = '080_iam_permissions.sql creates them with tenant_id NULL and is_system true.';
    END IF;

    ALTER TABLE user_role_assignments NO FORCE ROW LEVEL SECURITY;

    -- Whoever already holds Full Admin only loses the superfluous Viewer: the pair user and role is unique.
    DELETE FROM user_role_assignments v
     WHERE v.role_id = viewer AND v.assigned_by = 'system-bootstrap'
       AND EXISTS (SELECT 1 FROM user_role_assignments f
                    WHERE f.tenant_id = v.tenant_id AND f.user_id = v.user_id AND f.role_id = full_admin);

    UPDATE user_role_assignments
       SET role_id = full_admin
     WHERE role_id = viewer AND assigned_by = 'system-bootstrap';
    GET DIAGNOSTICS raised = ROW_COUNT;

    ALTER TABLE user_role_assignments FORCE ROW LEVEL SECURITY;

    IF raised > 0 THEN
        RAISE NOTICE '098: % bootstrapped user(s) changed from Viewer to Full Admin', raised;
    END IF;
END
$$;
