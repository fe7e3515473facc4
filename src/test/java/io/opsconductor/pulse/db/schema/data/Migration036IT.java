package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 036: foreign keys to tenants, which hold for new rows at once and leave orphans alone. */
class Migration036IT {

    private static final String KEYS = "SELECT conrelid::regclass, convalidated FROM pg_constraint"
            + " WHERE conname LIKE 'fk\\_%\\_tenant' ORDER BY 1";

    private SchemaDatabase database;

    @BeforeEach
    void orphansInEveryTable() throws Exception {
        database = SchemaDatabase.before("036");
        database.execute(Orphans.ROWS);
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void orphans_do_not_stop_it_and_are_not_touched() throws Exception {
        var before = database.picture(Orphans.TABLES);

        assertThat(database.apply("036")).isEmpty();

        assertThat(database.picture(Orphans.TABLES)).isEqualTo(before);
        assertThat(database.rows(KEYS)).hasSize(6).allSatisfy(key -> assertThat(key)
                .as("not validated: no table was read through under lock")
                .endsWith("|f"));
    }

    @Test
    void requests_that_are_reading_meanwhile_do_not_hold_it_up_nor_does_it_them() throws Exception {
        try (var reader = database.session()) {
            reader.execute("BEGIN");
            for (String table : Orphans.TABLES) {
                reader.rows("SELECT count(*) FROM " + table);
            }
            reader.rows("SELECT count(*) FROM tenants");

            database.apply("036");

            assertThat(reader.value("SELECT count(*) FROM device_registry")).isEqualTo("2");
        }
    }

    @Test
    void from_then_on_no_row_of_an_unknown_tenant_can_come_in() throws Exception {
        database.apply("036");

        assertThatThrownBy(() -> database.execute(
                        "INSERT INTO device_registry (tenant_id, device_id, site_id) VALUES ('nobody', 'd', 's')"))
                .hasMessageContaining("fk_device_registry_tenant");
        assertThatThrownBy(() ->
                        database.execute("UPDATE device_state SET tenant_id = 'nobody' WHERE tenant_id = 'ghost'"))
                .hasMessageContaining("fk_device_state_tenant");
        assertThat(database.execute("UPDATE device_state SET status = 'ONLINE' WHERE tenant_id = 'ghost'"))
                .as("services still work on an orphan that is there")
                .isEqualTo(1);
    }

    @Test
    void what_a_tenant_has_goes_when_the_tenant_goes() throws Exception {
        database.apply("036");

        database.execute("DELETE FROM tenants WHERE tenant_id = 'real'");

        for (String table : Orphans.TABLES) {
            assertThat(database.rows("SELECT DISTINCT tenant_id FROM " + table))
                    .as(table)
                    .doesNotContain("real")
                    .contains("ghost");
        }
    }

    @Test
    void a_key_of_the_same_name_that_somebody_made_otherwise_is_named() throws Exception {
        database.execute("ALTER TABLE alert_rules ADD CONSTRAINT fk_alert_rules_tenant"
                + " FOREIGN KEY (tenant_id) REFERENCES tenants (tenant_id) NOT VALID");

        assertThatThrownBy(() -> database.apply("036"))
                .hasMessageContaining(
                        "fk_alert_rules_tenant of table alert_rules is there already, but is another one");

        assertThat(database.rows(KEYS)).containsExactly("alert_rules|f");
    }
}
