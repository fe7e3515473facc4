package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.drill.Rehearsal;
import io.opsconductor.pulse.db.drill.compare.HeldFunctionsStore;
import io.opsconductor.pulse.db.drill.compare.RestoredCatalog;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The owner of one table gives it what PostgreSQL computes when it plans a query: the counting after a restore called it, so
 * that every restore of the whole backup failed.
 */
class E2CountedTablesIT extends HostileOwner {
    @BeforeEach
    void an_owner_with_ideas() throws Exception {
        begin("c3-planner.sql");
        source.execute(
                "SET SESSION AUTHORIZATION " + mallory,
                "CREATE FUNCTION mal.w() RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$ BEGIN RETURN mal.pay('constant'); END $$",
                "CREATE TABLE mal.r (a int, s text)",
                "INSERT INTO mal.r SELECT i, repeat('x', i) FROM generate_series(1, 100) i",
                "RESET SESSION AUTHORIZATION");
    }

    @AfterEach
    void drop() throws SQLException {
        end();
    }

    /** As one who gets in beside the counting does: nothing is held here, so that the counting alone shows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW mal.r AS SELECT mal.pay('view') AS a FROM mal.kept",
                "CREATE MATERIALIZED VIEW mal.r AS SELECT a FROM mal.kept; CREATE INDEX ON mal.r ((mal.one('matview')))",
                "CREATE TABLE mal.r (a int) PARTITION BY RANGE (a); CREATE INDEX ON mal.r ((mal.one('parted')))"
            })
    void what_was_exchanged_for_a_table_is_not_counted(String made) throws Exception {
        BackupRoom.take(directory, source);
        Restorable backup = BackupRoom.restorables(directory, BackupRoom.PROGRAMS, Optional.empty())
                .find(Optional.empty(), Optional.empty());
        source.execute("SET SESSION AUTHORIZATION " + mallory, "ALTER TABLE mal.r RENAME TO kept", made);
        try (Database exchanged = new Database(DatabaseUrl.parse(source.url()))) {
            assertThatThrownBy(() -> RestoredCatalog.read(
                            exchanged, backup, backup.archive().toc(), HeldFunctionsStore.NONE, Map.of()))
                    .hasMessageContaining("cannot copy from ");
        }
        assertThat(superusers()).isEmpty();
    }

    /** PostgreSQL computes these when a table is made, and no other role than its maker may own what it makes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE ((mal.w() + a))",
                "ALTER TABLE mal.r ADD g int GENERATED ALWAYS AS (mal.w() + a) STORED"
            })
    void what_is_computed_when_a_table_is_made_is_told_with_its_table_and_not_computed(String made) throws Exception {
        source.execute("SET SESSION AUTHORIZATION " + mallory, made);
        BackupRoom.take(directory, source);

        PulseFailure failure = catchThrowableOfType(
                PulseFailure.class, () -> Rehearsal.of(directory).drill(source));

        assertThat(failure.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessageContaining("pulse_db_holds_this_function");
        assertThat(superusers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON mal.r ((mal.w()))",
                "CREATE INDEX ON mal.r (a) WHERE mal.w() = 1",
                "CREATE STATISTICS mal.x ON (mal.w() + a), a FROM mal.r",
                "ALTER TABLE mal.r ADD CHECK (mal.w() > 0)",
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE (a);"
                        + " CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9);"
                        + " CREATE INDEX ON mal.p ((mal.w() + a)); INSERT INTO mal.p VALUES (1)",
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE (a); CREATE TABLE mal.p1 (a int CHECK (mal.w() = 1));"
                        + " INSERT INTO mal.p1 VALUES (3); ALTER TABLE mal.p ATTACH PARTITION mal.p1 FOR VALUES FROM (0) TO (9);"
                        + " CREATE STATISTICS mal.x ON (mal.w() + a), a FROM mal.p1",
                "CREATE TABLE mal.p (a int) PARTITION BY RANGE ((mal.val(a)));"
                        + " CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9); INSERT INTO mal.p VALUES (1)",
                "CREATE TABLE mal.pk (a int PRIMARY KEY); INSERT INTO mal.pk SELECT a FROM mal.r;"
                        + " CREATE TABLE mal.p (a int REFERENCES mal.pk) PARTITION BY RANGE (a);"
                        + " CREATE TABLE mal.p1 PARTITION OF mal.p FOR VALUES FROM (0) TO (9);"
                        + " ALTER TABLE mal.p1 ADD CHECK (mal.w() > 0); INSERT INTO mal.p VALUES (1)",
                "ALTER TABLE mal.r ADD g int GENERATED ALWAYS AS (mal.val(a)) STORED",
                "CREATE DOMAIN mal.d AS int DEFAULT mal.w(); ALTER TABLE mal.r ADD d mal.d",
                "ALTER TABLE mal.r ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                        + " CREATE POLICY p ON mal.r USING (mal.w() = 2)",
                "CREATE TABLE mal.child () INHERITS (mal.r); INSERT INTO mal.child VALUES (1);"
                        + " CREATE INDEX ON mal.child ((mal.w())); ALTER TABLE mal.child ADD CHECK (mal.w() > 0)",
                "CREATE TABLE mal.none (); INSERT INTO mal.none DEFAULT VALUES; INSERT INTO mal.none DEFAULT VALUES",
                "CREATE TABLE mal.pk (a int PRIMARY KEY); INSERT INTO mal.pk SELECT a FROM mal.r;"
                        + " ALTER TABLE mal.r ADD FOREIGN KEY (a) REFERENCES mal.pk; CREATE INDEX ON mal.r ((mal.w()));"
                        + " CREATE INDEX ON mal.pk ((mal.w()))",
                "CREATE MATERIALIZED VIEW mal.m AS SELECT a FROM mal.r; CREATE INDEX ON mal.m ((mal.w() + a));"
                        + " CREATE STATISTICS mal.x ON (mal.w() + a), a FROM mal.m",
                "CREATE INDEX ON mal.h (time, (mal.w() + a))"
            })
    void a_backup_is_restored_whatever_is_computed_for_one_of_its_tables_and_none_of_it_runs_as_a_superuser(String made)
            throws Exception {
        source.execute("SET SESSION AUTHORIZATION " + mallory, made);
        BackupRoom.take(directory, source);

        assertThat(Rehearsal.of(directory).drill(source).differences()).isEmpty();
        assertThat(superusers()).isEmpty();
        try (TestDatabase empty = DevelopmentDatabases.shared().postgres();
                Database into = new Database(DatabaseUrl.parse(empty.url()))) {
            assertThat(Rehearsal.of(directory).restore(source, into).differences())
                    .isEmpty();
            assertThat(superusers()).isEmpty();
            empty.execute("DROP OWNED BY " + mallory + " CASCADE");
        }
    }
}
