package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 098: customers whom their first login made Viewer become Full Admin; nobody else gains a right. */
class Migration098IT {

    @Test
    void only_viewers_that_the_services_made_become_full_admin() throws Exception {
        try (var database = SchemaDatabase.before("098")) {
            database.execute("""
                    INSERT INTO tenants (tenant_id, name) VALUES ('t', 'T'), ('u', 'U');
                    INSERT INTO roles (tenant_id, name, is_system) VALUES ('t', 'Viewer', false);
                    INSERT INTO user_role_assignments (tenant_id, user_id, role_id, assigned_by)
                    SELECT a.tenant_id, a.user_id, r.id, a.assigned_by
                    FROM (VALUES
                      ('t', 'bootstrapped', 'Viewer', 'system-bootstrap'),
                      ('t', 'chosen', 'Viewer', 'somebody'),
                      ('t', 'both', 'Viewer', 'system-bootstrap'),
                      ('t', 'both', 'Full Admin', 'somebody'),
                      ('t', 'operator', 'Device Manager', 'system-bootstrap'),
                      ('u', 'bootstrapped', 'Viewer', 'system-bootstrap'))
                      AS a (tenant_id, user_id, role, assigned_by)
                    JOIN roles r ON r.name = a.role AND r.tenant_id IS NULL;
                    INSERT INTO user_role_assignments (tenant_id, user_id, role_id, assigned_by)
                    SELECT 't', 'own role', id, 'system-bootstrap' FROM roles WHERE tenant_id = 't'""");

            database.apply("098");

            String query = """
                    SELECT a.tenant_id, a.user_id, r.name, r.tenant_id, a.assigned_by
                    FROM user_role_assignments a JOIN roles r ON r.id = a.role_id ORDER BY 1, 2""";
            assertThat(database.rows(query))
                    .containsExactly(
                            "t|bootstrapped|Full Admin||system-bootstrap",
                            "t|both|Full Admin||somebody",
                            "t|chosen|Viewer||somebody",
                            "t|operator|Device Manager||system-bootstrap",
                            "t|own role|Viewer|t|system-bootstrap",
                            "u|bootstrapped|Full Admin||system-bootstrap");
        }
    }
}
