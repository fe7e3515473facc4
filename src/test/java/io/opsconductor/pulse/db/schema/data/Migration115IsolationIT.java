package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 115: through the views a tenant sees and changes its own rows and nobody else's. */
class Migration115IsolationIT {

    private static final String[] NEW_AND_OLD = {
        "device_sensors", "device_transports", "_deprecated_sensors", "_deprecated_device_connections"
    };

    private static SchemaDatabase database;

    @BeforeAll
    static void migrate() throws Exception {
        database = SchemaDatabase.before("112");
        database.execute(LegacyDevices.ROWS);
        database.apply("115");
    }

    @AfterAll
    static void drop() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors", "device_connections"})
    void a_tenant_sees_its_own_rows_only(String view) throws Exception {
        try (var tenant = database.as("pulse_app", "b")) {
            assertThat(tenant.rows("SELECT DISTINCT tenant_id FROM " + view)).containsExactly("b");
        }
        for (String hostile : new String[] {"", "%", "a'' OR true --", "A"}) {
            try (var nobody = database.as("pulse_app", hostile)) {
                assertThat(nobody.rows("SELECT tenant_id FROM " + view))
                        .as(hostile)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors", "device_connections"})
    void a_tenant_cannot_change_delete_or_take_rows_of_another(String view) throws Exception {
        var before = database.picture(NEW_AND_OLD);
        try (var tenant = database.as("pulse_app", "b")) {
            assertThat(tenant.execute("UPDATE %s SET metadata = '{}' WHERE tenant_id = 'a'".formatted(view)))
                    .isZero();
            assertThat(tenant.execute("UPDATE %s SET tenant_id = 'b' WHERE tenant_id = 'a'".formatted(view)))
                    .isZero();
            assertThat(tenant.execute("DELETE FROM %s WHERE tenant_id <> 'b'".formatted(view)))
                    .isZero();
        }
        assertThat(database.picture(NEW_AND_OLD)).isEqualTo(before);
    }

    @Test
    void a_tenant_cannot_insert_or_move_rows_into_another() throws Exception {
        var before = database.picture(NEW_AND_OLD);
        try (var tenant = database.as("pulse_app", "b")) {
            for (String attack : new String[] {
                "INSERT INTO sensors (tenant_id, device_id, metric_name) VALUES ('a', 'd3', 'planted')",
                "INSERT INTO device_connections (tenant_id, device_id) VALUES ('a', 'd3')",
                "UPDATE sensors SET tenant_id = 'a', device_id = 'd3'",
                "UPDATE device_connections SET tenant_id = 'a', device_id = 'd3'"
            }) {
                assertThatThrownBy(() -> tenant.execute(attack))
                        .as(attack)
                        .hasMessageContaining("violates row-level security policy");
            }
        }
        assertThat(database.picture(NEW_AND_OLD)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors", "device_connections"})
    void an_operator_sees_all_tenants(String view) throws Exception {
        try (var operator = database.as("pulse_operator", "")) {
            assertThat(operator.rows("SELECT DISTINCT tenant_id FROM " + view + " ORDER BY 1"))
                    .containsExactly("a", "b", "c");
        }
    }
}
