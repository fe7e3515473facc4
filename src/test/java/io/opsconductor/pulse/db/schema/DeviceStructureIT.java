package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be plugged in where, and which device may speak for which. */
class DeviceStructureIT {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String CHECK_VIOLATION = "23514";

    private static MigratedDatabase database;

    @BeforeAll
    static void twoTenantsWithADeviceOfTheSameName() throws SQLException {
        database = MigratedDatabase.of(Edition.APACHE);
        database.execute("INSERT INTO tenants (tenant_id, name) VALUES ('a', 'A'), ('b', 'B')");
        database.execute("INSERT INTO device_registry (tenant_id, device_id, site_id) VALUES"
                + " ('a', 'gateway', 'site'), ('b', 'gateway', 'site'), ('b', 'gateway of b', 'site')");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "''"})
    void a_port_holds_one_module(String noAddress) throws SQLException {
        plugIn("a", "analog_1 " + noAddress, "NULL");
        assertFails(UNIQUE_VIOLATION, () -> plugIn("a", "analog_1 " + noAddress, noAddress));
        plugIn("b", "analog_1 " + noAddress, noAddress);
        plugIn("a", "analog_2 " + noAddress, noAddress);
    }

    @Test
    void a_bus_holds_one_module_per_address() throws SQLException {
        for (String address : List.of("'28-1'", "'28-2'", "'28-3'")) {
            plugIn("a", "onewire_1", address);
        }
        assertFails(UNIQUE_VIOLATION, () -> plugIn("a", "onewire_1", "'28-2'"));
        assertThat(database.rows("SELECT count(*) FROM device_modules WHERE slot_key = 'onewire_1'"))
                .containsExactly("3");
    }

    @Test
    void a_parent_is_a_device_of_the_same_tenant() throws SQLException {
        register("child", "gateway");
        assertFails(FOREIGN_KEY_VIOLATION, () -> register("orphan", "nobody"));
        assertFails(FOREIGN_KEY_VIOLATION, () -> register("stranger", "gateway of b"));
        assertFails(FOREIGN_KEY_VIOLATION, () -> adopt("child", "gateway of b"));
        assertFails(CHECK_VIOLATION, () -> adopt("gateway", "gateway"));
        adopt("child", null);
        assertThat(database.rows("SELECT device_id FROM device_registry WHERE tenant_id = 'a'"))
                .containsExactlyInAnyOrder("gateway", "child");
    }

    /** Else a tenant could find out which device ids others use. */
    @Test
    void a_device_of_another_tenant_is_refused_in_the_words_for_one_that_is_not() {
        assertThatThrownBy(() -> register("child", "gateway of b"))
                .hasMessageContaining("parent device \"gateway of b\" does not exist in tenant \"a\"");
        assertThatThrownBy(() -> register("child", "nobody"))
                .hasMessageContaining("parent device \"nobody\" does not exist in tenant \"a\"");
    }

    private static void plugIn(String tenant, String slot, String address) throws SQLException {
        database.execute("""
                INSERT INTO device_modules (tenant_id, device_id, slot_key, bus_address, label)
                VALUES ('%s', 'gateway', $slot$%s$slot$, %s, 'Probe')""".formatted(tenant, slot, address));
    }

    private static void register(String device, String parent) throws SQLException {
        database.execute("""
                INSERT INTO device_registry (tenant_id, device_id, site_id, parent_device_id)
                VALUES ('a', '%s', 'site', '%s')""".formatted(device, parent));
    }

    private static void adopt(String device, String parent) throws SQLException {
        database.execute("UPDATE device_registry SET parent_device_id = %s WHERE tenant_id = 'a' AND device_id = '%s'"
                .formatted(parent == null ? "NULL" : "'" + parent + "'", device));
    }

    private static void assertFails(String sqlState, ThrowingCallable statement) {
        assertThatThrownBy(statement).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo(sqlState));
    }
}
