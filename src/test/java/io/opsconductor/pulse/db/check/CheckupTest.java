package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.dev.FreePort;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.Test;

class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Check GOOD = files(
            "backups",
            "backup.copies",
            (database, now) -> List.of(Finding.ok("backup.copies", "daily", "2", "2", "as promised at " + now)));

    @Test
    void one_failing_check_hides_no_other_and_comes_first() {
        Check broken = files("retention", "retention.backlog", (database, now) -> {
            throw new AccessDeniedException("/backups");
        });
        Check warns = files(
                "compression",
                "compression.policy",
                (database, now) -> List.of(Finding.warning("compression.policy", "telemetry", "no policy")
                        .cure(Remedy.text("add one"))));

        CheckupResult result = new Checkup(List.of(GOOD, broken, warns)).run(unreachable(), List.of(), NOW);

        assertThat(result.findings())
                .extracting(Finding::check, Finding::severity)
                .containsExactly(
                        tuple("retention.backlog", Severity.UNKNOWN),
                        tuple("compression.policy", Severity.WARNING),
                        tuple("backup.copies", Severity.OK));
        assertThat(result.findings().get(0).message())
                .startsWith("could not look: ")
                .contains("/backups");
        assertThat(result.unreachable()).as("nothing asked for the database").isEmpty();
        assertThat(result.worst()).isEqualTo(Severity.UNKNOWN);
        assertThat(result.exit(Severity.CRITICAL)).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void every_id_of_a_check_that_could_not_look_is_unknown() {
        Check broken = new TestCheck("schema", List.of("schema.current", "schema.drift"), false, (database, now) -> {
            throw new IllegalStateException("odd");
        });

        CheckupResult result = new Checkup(List.of(broken)).run(unreachable(), List.of(), NOW);

        assertThat(result.findings()).extracting(Finding::check).containsExactly("schema.current", "schema.drift");
        assertThat(result.findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN));
    }

    @Test
    void an_unreachable_database_leaves_files_to_be_judged_and_decides_the_exit_code() {
        Check asks = new TestCheck("timescale", List.of("timescale.extension"), true, (database, now) -> {
            throw new AssertionError("must not be asked");
        });

        CheckupResult result = new Checkup(List.of(asks, GOOD)).run(unreachable(), List.of(), NOW);

        assertThat(result.unreachable()).isPresent();
        assertThat(result.exit(Severity.CRITICAL)).isEqualTo(ExitCode.NOT_NOW);
        assertThat(result.findings()).extracting(Finding::severity).containsExactly(Severity.UNKNOWN, Severity.OK);
        assertThat(result.findings().get(0).message()).contains("cannot reach");
        assertThat(result.findings().get(0).remedy()).isNotBlank();
    }

    @Test
    void only_the_areas_asked_for_are_looked_at_all_at_one_instant() {
        Check other = files("retention", "retention.job", (database, now) -> {
            throw new AssertionError("must not be asked");
        });

        CheckupResult result = new Checkup(List.of(other, GOOD)).run(unreachable(), List.of("backups"), NOW);

        assertThat(result.checkedAt()).isEqualTo(NOW);
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("as promised at " + NOW));
    }

    @Test
    void an_area_that_does_not_exist_is_refused_with_those_that_do() {
        assertThatThrownBy(() -> new Checkup(List.of(GOOD)).run(unreachable(), List.of("backup"), NOW))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> {
                    assertThat(failure.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.remedy()).isEqualTo("choose from backups");
                })
                .hasMessage("there is no check area 'backup'");
    }

    private static Check files(String area, String id, Look look) {
        return new TestCheck(area, List.of(id), false, look);
    }

    private static Database unreachable() {
        return new Database(DatabaseUrl.parse("postgresql://iot@127.0.0.1:" + FreePort.find() + "/pulse"));
    }

    private interface Look {
        List<Finding> at(Database database, Instant now) throws Exception;
    }

    private static final class TestCheck extends Check {
        private final boolean needsDatabase;
        private final Look look;

        TestCheck(String area, List<String> ids, boolean needsDatabase, Look look) {
            super(area, ids.toArray(String[]::new));
            this.needsDatabase = needsDatabase;
            this.look = look;
        }

        @Override
        public boolean needsDatabase() {
            return needsDatabase;
        }

        @Override
        public List<Finding> findings(Database database, Instant now) throws Exception {
            return look.at(database, now);
        }
    }
}
