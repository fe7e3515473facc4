package io.opsconductor.pulse.db.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetJudgesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T18:00:00Z");

    @ParameterizedTest
    @CsvSource({"120022, WARNING", "130000, OK", "170012, OK", "180001, OK", "190000, WARNING"})
    void versions_that_were_never_tried_are_told(int version, Severity severity) {
        assertThat(ServerJudge.server(target(version, "UTF8", NOW, false)).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "60, OK", "61, WARNING", "-60, OK", "-61, WARNING"})
    void clocks_may_differ_by_a_minute(int seconds, Severity severity) {
        TargetFacts facts = target(170000, "UTF8", NOW.plus(Duration.ofSeconds(seconds)), false);
        assertThat(ServerJudge.clock(facts, NOW).severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "10, OK", "11, WARNING"})
    void a_database_may_be_ten_times_as_large_as_the_log_between_checkpoints(long gigabytes, Severity severity) {
        TargetFacts facts = new TargetFacts(
                "plant", "me", 170000, "x", false, false, "UTF8", NOW, 1L << 30, gigabytes << 30, List.of());

        assertThat(ServerJudge.wal(facts).severity()).isEqualTo(severity);
    }

    @Test
    void a_standby_takes_no_migration() {
        assertThat(ServerJudge.writable(target(170000, "UTF8", NOW, true)).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(ServerJudge.writable(target(170000, "UTF8", NOW, false)).severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void another_encoding_is_told() {
        assertThat(ServerJudge.encoding(target(170000, "LATIN1", NOW, false)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_library_that_tells_no_version_has_no_other() {
        TargetFacts facts = target(170000, "UTF8", NOW, false);
        assertThat(ServerJudge.collation(
                                facts, new TargetFacts.Collation(Optional.empty(), Optional.empty(), Optional.empty()))
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(ServerJudge.collation(
                                facts,
                                new TargetFacts.Collation(Optional.of("2.36"), Optional.of("2.41"), Optional.empty()))
                        .remedy())
                .isEqualTo("REINDEX DATABASE \"plant\"; ALTER DATABASE \"plant\" REFRESH COLLATION VERSION;");
        assertThat(ServerJudge.collation(
                                facts,
                                new TargetFacts.Collation(
                                        Optional.of("2.36"),
                                        Optional.of("2.41"),
                                        Optional.of("evil.f() of role mallory")))
                        .cure())
                .satisfies(cure -> {
                    assertThat(cure.kind()).isEqualTo(Remedy.Kind.TEXT);
                    assertThat(cure.line()).startsWith("first read evil.f() of role mallory");
                });
    }

    @Test
    void what_a_server_offers_of_timescale_decides() {
        assertThat(timescale(Optional.empty(), List.of(), false, Optional.empty()))
                .isEqualTo(Severity.WARNING);
        assertThat(timescale(Optional.empty(), List.of("2.29.2"), false, Optional.empty()))
                .isEqualTo(Severity.CRITICAL);
        assertThat(timescale(Optional.empty(), List.of("2.29.2"), true, Optional.of("apache")))
                .isEqualTo(Severity.WARNING);
        assertThat(timescale(Optional.of("2.29.2"), List.of("2.29.2"), true, Optional.of("timescale")))
                .isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, OK", "1, 0, CRITICAL", "0, 1, CRITICAL"})
    void one_table_that_cannot_be_read_keeps_a_dump_from_being_whole(long unreadable, long guarded, Severity severity) {
        assertThat(RightsJudge.backup(new Rights("plant", "dumper", true, true, 9, unreadable, guarded, 0))
                        .severity())
                .isEqualTo(severity);
    }

    @Test
    void whoever_migrates_has_to_create_first_of_all() {
        Rights rights = new Rights("plant", "mover", true, true, 9, 0, 0, 2);
        assertThat(RightsJudge.migrate(rights, new Rights.CreatesIn(Optional.of("public"), false))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(RightsJudge.migrate(rights, new Rights.CreatesIn(Optional.of("public"), true))
                        .measured())
                .isEqualTo("2 of 9 tables");
    }

    private static Severity timescale(
            Optional<String> installed, List<String> offered, boolean loaded, Optional<String> licence) {
        return PlatformCheck.timescale(new Platform("plant", installed, offered, loaded, licence, Provider.SELF_HOSTED))
                .severity();
    }

    private static TargetFacts target(int version, String encoding, Instant now, boolean inRecovery) {
        return new TargetFacts("plant", "me", version, "x", inRecovery, false, encoding, now, 1L << 30, 0, List.of());
    }
}
