package io.opsconductor.pulse.db.drill;

import static io.opsconductor.pulse.db.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills on the real server, where every scratch database is one of this class. */
class DrillIT {
    private static final String LIVING = "pulse_drill_20200101t000000_00000001";

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
                "SELECT create_hypertable('tel', 'time', chunk_time_interval => interval '1 day')",
                "INSERT INTO tel SELECT timestamptz '2026-01-01 00:00Z' + i * interval '6 hours', i"
                        + " FROM generate_series(0, 19) i",
                "CREATE TABLE \"we\"\"ird\n\" AS SELECT i FROM generate_series(1, 100) i",
                "CREATE SCHEMA other CREATE TABLE empty (i int)");
        backup = BackupRoom.take(directory, source);
    }

    @Test
    void a_backup_is_restored_compared_and_forgotten_and_its_drill_remembered() throws Exception {
        DrillResult result = Rehearsal.of(directory).drill(source);

        assertThat(result.differences()).isEmpty();
        assertThat(result.matches() && result.withinRto()).isTrue();
        assertThat(result.tables()).isEqualTo(8); // tel, its five chunks, and two more
        assertThat(result.took()).isPositive();
        assertThat(result.bytes()).isPositive();
        assertThat(scratchDatabases()).isEmpty();
        assertThat(DrillRecord.read(backup.path().resolve(DrillRecord.FILE), SealKey.NONE))
                .contains(result);
        assertThat(Files.readString(backup.path().resolve(DrillRecord.FILE)))
                .doesNotContain(DevelopmentDatabases.shared().server().password());
        assertThat(severity()).isEqualTo(Severity.OK);

        Path record = backup.path().resolve(DrillRecord.FILE);
        String written = Files.readString(record);
        List<String> changed = List.of(
                written.replaceFirst("\"restoreSeconds\" : .*,", "\"restoreSeconds\" : 0.001,"),
                written.replaceFirst(",\\s+\"seal\" : \"\\w+\"", ""), // as before records were sealed
                "{");
        Path last = backup.path().resolveSibling(DrillRecord.LAST);
        for (String unbelievable : changed) {
            Files.writeString(record, unbelievable);
            Files.writeString(last, unbelievable);
            assertThat(finding().severity()).as(unbelievable).isEqualTo(Severity.WARNING);
            assertThat(finding().message())
                    .startsWith("no backup of this set has ever been restored; the record of a drill of backup "
                            + backup.id() + ", the set does not count");
        }
        Files.writeString(record, written);
        Files.delete(last);
        assertThat(severity()).isEqualTo(Severity.OK);
    }

    @Test
    void what_a_drill_has_shown_is_remembered_when_rotation_has_removed_its_backup() throws Exception {
        Rehearsal.of(directory).drill(source);
        BackupRoom.take(directory, source);
        BackupRoom.remove(backup);

        assertThat(severity()).isEqualTo(Severity.OK);
        assertThat(finding().message()).isEqualTo("backup " + backup.id() + " was restored and matches");
    }

    @Test
    void several_sessions_restore_the_catalogue_by_one_and_the_same_comes_out() {
        assertThat(Rehearsal.of(directory).withJobs(3).drill(source).differences())
                .isEmpty();
    }

    @Test
    void a_manifest_that_promises_more_is_found_out() throws Exception {
        BackupRoom.falsify(backup, "other.empty", 7);
        BackupRoom.falsify(backup, "public.gone", 1);

        assertThat(Rehearsal.of(directory).drill(source).differences())
                .containsExactly("other.empty: 0 rows instead of 7", "public.gone: is missing");
        assertThat(severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_restore_that_loses_a_row_and_adds_a_table_is_found_out() throws Exception {
        Path programs = Rehearsal.programs(directory, """
                "$REAL/pg_restore" "$@" || exit
                for option; do case $option in --dbname=*) into=${option#--dbname=};; esac; done
                indexes() { "$REAL/psql" -XAtd "$into" -c "SELECT count(*) FROM pg_indexes WHERE indexname LIKE '_hyper_1_%'"; }
                [[ "$*" != *--section=post-data* || $(indexes) = 0 ]] || "$REAL/psql" -q -d "$into" -c 'DELETE FROM "we""ird
                " WHERE i = 1' -c 'CREATE TABLE IF NOT EXISTS more ()' -c "SELECT drop_chunks('tel', timestamptz '2026-01-02')" >&2
                """);

        DrillResult result = Rehearsal.of(directory).withPrograms(programs).drill(source);

        assertThat(result.matches()).isFalse();
        assertThat(result.differences())
                .contains(
                        "public.\"we\"\"ird\n\": 99 rows instead of 100",
                        "public.more: is not in the manifest",
                        "hypertable public.tel: 4 chunks, 0 compressed instead of 5 chunks, 0 compressed");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void a_restore_that_fails_is_told_remembered_and_leaves_nothing() throws Exception {
        Path programs = Rehearsal.programs(directory, "echo 'pg_restore: error: it broke' >&2; exit 1");

        PulseFailure failure = failureOf(Rehearsal.of(directory).withPrograms(programs));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure)
                .hasMessage("backup " + backup.id() + " cannot be restored: pg_restore: error: it broke"
                        + " (exit code 1)");
        assertThat(DrillRecord.read(backup.path().resolve(DrillRecord.FILE), SealKey.NONE)
                        .orElseThrow()
                        .failure())
                .contains(failure.getMessage());
        assertThat(severity()).isEqualTo(Severity.CRITICAL);
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void an_interrupted_drill_leaves_nothing_and_says_nothing_about_the_backup() throws Exception {
        Path programs = Rehearsal.programs(directory, "exec sleep 60");
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<PulseFailure> drill = CompletableFuture.supplyAsync(() -> {
            thread.complete(Thread.currentThread());
            return failureOf(Rehearsal.of(directory).withPrograms(programs));
        });
        await().until(() -> !scratchDatabases().isEmpty() && sleeps());
        thread.join().interrupt();

        assertThat(drill.join().exit()).isEqualTo(ExitCode.NOT_NOW);
        assertThat(scratchDatabases()).isEmpty();
        assertThat(DrillRecord.read(backup.path().resolve(DrillRecord.FILE), SealKey.NONE))
                .isEmpty();
    }

    @Test
    void an_interrupt_that_comes_late_does_not_keep_the_scratch_database_from_being_dropped() throws Exception {
        Database server = new Database(DatabaseUrl.parse(source.url()));
        ScratchDatabase scratch = ScratchDatabase.create(server, ScratchStore.name(server, "pulse_drill"));
        assertThat(scratchDatabases()).hasSize(1);
        Thread.currentThread().interrupt();
        scratch.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void a_missing_role_is_named_with_the_cure_or_made_where_that_is_allowed() throws Exception {
        String role = "pulse test " + source.name();
        source.execute("CREATE ROLE \"" + role + "\"", "ALTER TABLE other.empty OWNER TO \"" + role + "\"");
        BackupRoom.take(directory, source);
        source.execute("REASSIGN OWNED BY \"" + role + "\" TO postgres", "DROP ROLE \"" + role + "\"");

        PulseFailure failure = failureOf(Rehearsal.of(directory));
        assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessage("the server lacks roles that the backup names: " + role);
        assertThat(failure.remedy()).startsWith("CREATE ROLE \"" + role + "\" NOLOGIN;");

        assertThat(Rehearsal.of(directory).creatingRoles().drill(source).differences())
                .isEmpty();
        assertThat(rolesLike(role)).as("made for the drill, and gone with it").isZero();
    }

    @Test
    void what_killed_drills_left_is_swept_and_nothing_else() throws Exception {
        String dead = "pulse_drill_20200101t000000_00000002";
        String foreign = "pulse_drill_20200101t000000_00000003";
        for (String name : List.of(LIVING, dead, foreign)) {
            source.execute("CREATE DATABASE " + name);
        }
        for (String name : List.of(LIVING, dead)) {
            source.execute("COMMENT ON DATABASE " + name + " IS '" + ScratchStore.COMMENT + "'");
        }
        DatabaseUrl living = DatabaseUrl.parse(source.url()).withDatabase(LIVING);
        try (Connection session = new Database(living).connect("test")) {
            assertThat(session.isValid(1)).isTrue();
            Rehearsal.of(directory).drill(source);

            assertThat(scratchDatabases()).containsExactlyInAnyOrder(LIVING, foreign);
        } finally {
            source.execute("DROP DATABASE " + LIVING + " WITH (FORCE)", "DROP DATABASE " + foreign + " WITH (FORCE)");
        }
    }

    private PulseFailure failureOf(Rehearsal rehearsal) {
        return catchThrowableOfType(PulseFailure.class, () -> rehearsal.drill(source));
    }

    private Severity severity() {
        return finding().severity();
    }

    private Finding finding() {
        DrillCheck check =
                new DrillCheck(BackupRoom.backups(directory), BackupRoom.settings(directory, Optional.empty()));
        try (Database database = new Database(DatabaseUrl.parse(source.url()))) {
            return check.findings(database, Instant.now()).get(0);
        }
    }

    private static boolean sleeps() {
        return ProcessHandle.current()
                .children()
                .anyMatch(child -> child.info().commandLine().orElse("").contains("sleep 60"));
    }

    private long rolesLike(String name) throws SQLException {
        try (Connection connection = source.connect();
                var statement = connection.prepareStatement("SELECT count(*) FROM pg_roles WHERE rolname LIKE ?")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private List<String> scratchDatabases() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = source.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'pulse\\_drill\\_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
