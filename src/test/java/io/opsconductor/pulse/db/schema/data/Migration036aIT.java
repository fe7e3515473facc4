package io.opsconductor.pulse.db.schema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 036a: rows of tenants that do not exist go, and the keys of 036 are validated. */
class Migration036aIT {

    private static final String VALID_KEYS =
            "SELECT count(*) FROM pg_constraint WHERE conname LIKE 'fk\\_%\\_tenant' AND convalidated";
    private static final String[] DEPENDENT = {"device_tags", "delivery_jobs", "delivery_attempts"};

    private SchemaDatabase database;

    @BeforeEach
    void orphansUnderKeysThatAreNotValidated() throws Exception {
        database = SchemaDatabase.before("036");
        database.execute(Orphans.ROWS);
        database.apply("036");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void orphans_go_with_what_hangs_on_them_and_nothing_else_does() throws Exception {
        database.apply("036a");

        for (String table :
                Stream.of(Orphans.TABLES, DEPENDENT).flatMap(Stream::of).toList()) {
            assertThat(database.rows("SELECT tenant_id FROM " + table))
                    .as(table)
                    .containsExactly("real");
        }
        assertThat(database.value(VALID_KEYS)).isEqualTo("6");
    }

    @Test
    void it_warns_how_many_rows_it_removed_from_which_table_and_whose_they_were() throws Exception {
        assertThat(database.apply("036a")).hasSize(6).anySatisfy(warning -> assertThat(warning)
                .contains("1 rows removed from device_registry, of tenants that do not exist: ghost"));
    }

    @Test
    void a_tenant_entered_before_keeps_its_rows() throws Exception {
        database.execute("INSERT INTO tenants (tenant_id, name) VALUES ('ghost', 'G')");
        var before = database.picture(Orphans.TABLES);

        assertThat(database.apply("036a")).isEmpty();

        assertThat(database.picture(Orphans.TABLES)).isEqualTo(before);
        assertThat(database.value(VALID_KEYS)).isEqualTo("6");
    }

    @Test
    void with_a_superusers_rights_it_waits_for_no_writer() throws Exception {
        try (var writer = database.session()) {
            writer.execute("BEGIN");
            writer.execute("INSERT INTO device_registry (tenant_id, device_id, site_id) VALUES ('real', 'new', 's');"
                    + "UPDATE device_state SET status = 'ONLINE' WHERE tenant_id = 'real'");

            assertThat(database.applyAsSuperuser("036a")).hasSize(6);

            writer.execute("COMMIT");
        }
        assertThat(database.value("SELECT count(*) FROM device_registry")).isEqualTo("2");
    }

    @Test
    void run_again_it_finds_nothing_to_do() throws Exception {
        database.apply("036a");
        var before = database.picture(Orphans.TABLES);

        assertThat(database.psql("036a")).isEmpty();

        assertThat(database.picture(Orphans.TABLES)).isEqualTo(before);
    }

    @Test
    void without_the_keys_it_says_which_file_is_missing() throws Exception {
        database.execute("ALTER TABLE integrations DROP CONSTRAINT fk_integrations_tenant");

        assertThatThrownBy(() -> database.apply("036a"))
                .hasMessageContaining("table integrations has no foreign key fk_integrations_tenant")
                .extracting("remedy")
                .isEqualTo("Apply 036_add_foreign_keys.sql first.");

        assertThat(database.rows("SELECT tenant_id FROM device_state ORDER BY 1"))
                .as("what it had removed is back")
                .isEqualTo(List.of("ghost", "real"));
    }
}
