package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.opsconductor.pulse.db.migrate.ConfiguredMigrations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** pulse.migrations.service-role: the services may log in by any name. */
class ServiceRoleIT {
    /** One that has to be quoted. */
    private static final String ROLE = "Pulse services";

    private static final String MEMBERSHIPS = """
            SELECT concat_ws(' ', r.rolname, s.rolcanlogin, s.rolbypassrls, s.rolsuper)
              FROM pg_roles s JOIN pg_auth_members m ON m.member = s.oid JOIN pg_roles r ON r.oid = m.roleid
             WHERE s.rolname = 'Pulse services'""";

    private static final String IOT = "SELECT rolname FROM pg_roles WHERE rolname = 'iot'";

    private static MigratedDatabase database;
    /** Other tests on the same server may have made it. */
    private static List<String> iotBefore;

    @BeforeAll
    static void migrate() throws SQLException {
        database = MigratedDatabase.empty(Edition.COMMUNITY.emptyDatabase());
        iotBefore = database.rows(IOT);
        database.migrate(ConfiguredMigrations.with("service-role", ROLE));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void the_role_is_made_without_login_and_may_become_tenant_or_operator() throws SQLException {
        assertThat(database.rows(MEMBERSHIPS)).containsExactlyInAnyOrder("pulse_app f f f", "pulse_operator f f f");
    }

    @Test
    void everything_that_would_be_for_iot_is_for_it_and_iot_is_not_made() throws SQLException {
        assertThat(database.rows(IOT)).isEqualTo(iotBefore);
        SortedMap<String, String> asIfForIot = new TreeMap<>();
        try (Connection connection = database.connect()) {
            Catalogue.read(connection)
                    .entries()
                    .forEach((key, value) -> asIfForIot.put(
                            key, value.replace(" to iot ", " to nobody ").replace(" to " + ROLE + " ", " to iot ")));
        }
        asIfForIot.put("role iot", "member of pulse_app, pulse_operator");
        assertThat(Expectation.afterAll(Edition.COMMUNITY).differences(asIfForIot))
                .isEmpty();
    }
}
