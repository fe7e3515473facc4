package io.opsconductor.pulse.db.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill looks at besides rows: the files' checksums, what is computed at restore, and who may come in. */
class DrillComparisonIT {
    @TempDir
    Path directory;

    @Postgres
    private TestDatabase source;

    private Backup backup;

    @BeforeEach
    void a_backup() throws Exception {
        source.execute(
                "CREATE EXTENSION timescaledb",
                "CREATE TABLE tel (time timestamptz NOT NULL, v float)",
                "SELECT create_hypertable('tel', 'time')",
                "INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '6 hours', i"
                        + " FROM generate_series(0, 19) i",
                "CREATE SCHEMA other");
        backup = BackupRoom.take(directory, source);
    }

    @Test
    void one_changed_bit_is_found_before_anything_is_restored() throws Exception {
        Path dump = backup.path().resolve("database.dump");
        byte[] written = Files.readAllBytes(dump);
        for (int at : new int[] {written.length / 3, written.length - 1}) {
            byte[] changed = written.clone();
            changed[at] ^= 1;
            Files.write(dump, changed);
            assertThat(failureOf(Rehearsal.of(directory)))
                    .hasMessageContaining("database.dump is not what was written: its checksum differs");
            Files.delete(backup.path().resolve("verification.json"));
        }
        Files.write(dump, written);
        assertThat(Rehearsal.of(directory).drill(source).matches()).isTrue();
    }

    @Test
    void a_scratch_database_lets_no_other_role_in() throws Exception {
        Path programs = Rehearsal.programs(directory, """
                for option; do case $option in --dbname=*) into=${option#--dbname=};; esac; done
                if [[ "$*" == *--section=post-data* ]]; then
                  "$REAL/psql" -qAt -d "$into" -c "SELECT has_database_privilege('public', current_database(), 'CONNECT')
                    OR has_database_privilege('public', current_database(), 'TEMP')" > "${0%/*}/open"
                fi
                exec "$REAL/pg_restore" "$@"
                """);

        assertThat(Rehearsal.of(directory).withPrograms(programs).drill(source).differences())
                .isEmpty();
        assertThat(programs.resolve("open")).hasContent("f");
    }

    @Test
    void settings_of_database_and_role_make_no_difference() throws Exception {
        source.execute(
                "CREATE TABLE schema_migrations (version text PRIMARY KEY, filename text, applied_at timestamptz)",
                "INSERT INTO schema_migrations VALUES ('001', '001_a.sql', now())",
                "ALTER DATABASE " + source.name() + " SET search_path = other",
                "ALTER DATABASE " + source.name() + " SET intervalstyle = iso_8601",
                "ALTER ROLE postgres SET datestyle = 'German'");
        try {
            BackupRoom.take(directory, source);
            assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();
        } finally {
            source.execute("ALTER ROLE postgres RESET datestyle");
        }
    }

    @Test
    void sequences_and_materialized_views_come_back_in_the_order_in_which_they_need_each_other() throws Exception {
        source.execute(
                "CREATE TABLE numbered (id bigserial PRIMARY KEY)",
                "INSERT INTO numbered SELECT FROM generate_series(1, 41)",
                "CREATE SEQUENCE untouched",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM tel",
                "CREATE MATERIALIZED VIEW a_second AS SELECT count(*) AS n FROM m",
                "CREATE UNIQUE INDEX ON a_second (n)",
                "CREATE MATERIALIZED VIEW unfilled AS SELECT * FROM m WITH NO DATA");
        BackupRoom.take(directory, source);
        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();

        Path programs = Rehearsal.programs(directory, """
                "$REAL/pg_restore" "$@" || exit
                for option; do case $option in --dbname=*) into=${option#--dbname=};; esac; done
                [[ "$*" != *--section=post-data* ]] || "$REAL/psql" -qAt -d "$into" -c "SELECT setval('numbered_id_seq', 42)" >&2
                """);
        assertThat(Rehearsal.of(directory).withPrograms(programs).drill(source).differences())
                .containsExactly("sequence public.numbered_id_seq: 42 instead of 41");
    }

    private PulseFailure failureOf(Rehearsal rehearsal) {
        return catchThrowableOfType(PulseFailure.class, () -> rehearsal.drill(source));
    }
}
