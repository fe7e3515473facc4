package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.drill.load.SessionStart;
import io.opsconductor.pulse.db.drill.load.SessionStart.Kept;
import io.opsconductor.pulse.db.drill.load.SessionStart.Origin;
import io.opsconductor.pulse.db.drill.load.SessionStart.Setting;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Decompressed;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.HeldLock;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Rewrite;
import io.opsconductor.pulse.db.rehearse.RehearsedFile.Statement;
import io.opsconductor.pulse.db.rehearse.SchemaFacts.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalJudgeTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final SessionStart NOTHING_SET =
            new SessionStart(Optional.of("app"), Origin.DATABASE, "", List.of());
    private static final Table FULL = table(10, true, true, List.of("id", "v"), List.of("own"));

    @ParameterizedTest
    @CsvSource({"2000, ''", "2001, critical rehearsal.lock 1.sql"})
    void a_lock_may_be_held_as_long_as_the_limit_and_no_longer(long millis, String expected) {
        assertThat(judged(file(LockMode.SHARE, millis))).isEqualTo(expected);
    }

    @Test
    void the_weaker_of_two_locks_on_a_table_is_told_only_where_the_stronger_is_not() {
        HeldLock strong = new HeldLock("public.t", LockMode.ACCESS_EXCLUSIVE, 0, 2, Duration.ZERO, LIMIT);
        HeldLock weak = new HeldLock("public.t", LockMode.SHARE, 0, 1, Duration.ZERO, LIMIT.plusMillis(1));
        HeldLock longer = new HeldLock("public.t", LockMode.ACCESS_EXCLUSIVE, 0, 2, Duration.ZERO, LIMIT.plusMillis(1));

        assertThat(locked(strong, weak))
                .containsExactly("SHARE on public.t, taken in line 1, blocks writes,"
                        + " compression jobs until the file is committed");
        assertThat(locked(longer, weak)).singleElement().asString().startsWith("ACCESS EXCLUSIVE on public.t");
    }

    private static List<String> locked(HeldLock... locks) {
        RehearsedFile file = file(List.of(), List.of(locks), List.of(), List.of(), List.of());
        return RehearsalJudge.judge(facts(List.of(file), FULL, Optional.of(FULL)), LIMIT, Optional.empty()).stream()
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void only_locks_that_reads_or_writes_wait_for_are_limited(LockMode mode) {
        boolean blocks = mode.blocks().contains("reads") || mode.blocks().contains("writes");

        assertThat(judged(file(mode, 60_000))).isEqualTo(blocks ? "critical rehearsal.lock 1.sql" : "");
    }

    @ParameterizedTest
    @CsvSource({"1000, ''", "999, critical rehearsal.time migrations"})
    void all_files_together_have_a_limit(long limit, String expected) {
        assertThat(text(RehearsalJudge.judge(
                        facts(List.of(file(LockMode.SHARE, 0)), FULL, Optional.of(FULL)),
                        LIMIT,
                        Optional.of(Duration.ofMillis(limit)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 100, ''",
        "51, 100, warning rehearsal.lock-table 1.sql",
        "80, 100, warning rehearsal.lock-table 1.sql",
        "81, 100, critical rehearsal.lock-table 1.sql",
        "81, 0, ''"
    })
    void the_table_of_locks_may_be_taken_by_half(long held, long places, String expected) {
        RehearsedFile file = file(
                List.of(),
                List.of(),
                List.of(new Statement(1, "SELECT 1", Duration.ZERO, 0, 0, held)),
                List.of(),
                List.of());
        RehearsalFacts facts = new RehearsalFacts(
                List.of(file), schema(FULL), Optional.of(schema(FULL)), Optional.empty(), NOTHING_SET, places);

        assertThat(text(RehearsalJudge.judge(facts, LIMIT, Optional.empty()))).isEqualTo(expected);
    }

    @Test
    void what_is_written_anew_and_decompressed_is_told_and_what_was_emptied_is_not_written() {
        RehearsedFile file = file(
                List.of(),
                List.of(),
                List.of(),
                List.of(new Rewrite("public.t", 8192, false), new Rewrite("public.u", 0, true)),
                List.of(new Decompressed("public.tel", 3, 8192)));

        assertThat(text(RehearsalJudge.judge(facts(List.of(file), FULL, Optional.of(FULL)), LIMIT, Optional.empty())))
                .isEqualTo("warning rehearsal.rewrite 1.sql, warning rehearsal.decompression 1.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "10, '', ROW_EXCLUSIVE, ''",
        "11, '', ROW_EXCLUSIVE, ''",
        "9, '', ROW_EXCLUSIVE, critical rehearsal.rows public.t",
        "-1, '', ROW_EXCLUSIVE, critical rehearsal.rows public.t",
        "9, data-loss, ROW_EXCLUSIVE, ok rehearsal.rows public.t",
        "-1, data-loss, ROW_EXCLUSIVE, ok rehearsal.rows public.t",
        // Another file allows it, and this one cannot have been it.
        "9, data-loss, ROW_SHARE, critical rehearsal.rows public.t",
        "9, weaker-security, ROW_EXCLUSIVE, critical rehearsal.rows public.t"
    })
    void rows_may_go_where_a_file_that_wrote_the_table_says_so(
            long after, String allowed, LockMode mode, String expected) {
        RehearsedFile file = file(
                allowed.isEmpty() ? List.of() : List.of(allowed),
                List.of(new HeldLock("public.t", mode, 0, 1, Duration.ZERO, Duration.ZERO)),
                List.of(),
                List.of(),
                List.of());
        Optional<Table> now =
                after < 0 ? Optional.empty() : Optional.of(table(after, true, true, FULL.columns(), FULL.policies()));

        assertThat(text(RehearsalJudge.judge(facts(List.of(file), FULL, now), LIMIT, Optional.empty())))
                .isEqualTo(expected);
    }

    @Test
    void an_empty_table_may_go() {
        Table empty = table(0, false, false, List.of("id"), List.of());

        assertThat(text(RehearsalJudge.judge(facts(List.of(), empty, Optional.empty()), LIMIT, Optional.empty())))
                .isEmpty();
    }

    @Test
    void row_security_that_is_weaker_in_any_way_is_told_in_one_finding() {
        List<Finding> findings = RehearsalJudge.judge(
                facts(List.of(), FULL, Optional.of(table(10, false, false, FULL.columns(), List.of()))),
                LIMIT,
                Optional.empty());

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(RehearsalJudge.SECURITY);
            assertThat(finding.message())
                    .isEqualTo("row security is off, row security no longer holds for the owner, policy own is gone");
        });
    }

    @Test
    void columns_jobs_and_valid_indexes_that_are_gone_are_told() {
        SchemaFacts before = new SchemaFacts(Map.of("public.t", FULL), List.of("a job"), List.of("public.old"), 0);
        SchemaFacts after = new SchemaFacts(
                Map.of("public.t", table(10, true, true, List.of("id"), List.of("own"))),
                List.of(),
                List.of("public.old", "public.i"),
                0);

        assertThat(text(RehearsalJudge.judge(
                        new RehearsalFacts(List.of(), before, Optional.of(after), Optional.empty(), NOTHING_SET, 0),
                        LIMIT,
                        Optional.empty())))
                .isEqualTo("warning rehearsal.rows public.t, warning rehearsal.policy a job, critical rehearsal.index"
                        + " public.i");
    }

    @Test
    void a_file_that_failed_is_critical_and_nothing_is_compared_behind_it() {
        RehearsedFile failed = new RehearsedFile(
                "2",
                "2.sql",
                "",
                Duration.ZERO,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
        RehearsalFacts facts = new RehearsalFacts(
                List.of(file(LockMode.SHARE, 0), failed),
                schema(FULL),
                Optional.empty(),
                Optional.of("it broke"),
                NOTHING_SET,
                0);

        assertThat(RehearsalJudge.judge(facts, LIMIT, Optional.empty()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("2.sql");
                    assertThat(finding.message()).isEqualTo("it broke");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE, TAKEN, ''",
        "DATABASE, LEFT, ''",
        "DATABASE, REFUSED, x",
        "BACKUP, TAKEN, role",
        "NONE, TAKEN, database"
    })
    void settings_that_were_not_seen_or_refused_are_a_warning(Origin origin, Kept kept, String told) {
        SessionStart start = new SessionStart(
                Optional.of("app"), origin, "no way", List.of(new Setting("x", "1", "for database plant", kept)));
        RehearsalFacts facts =
                new RehearsalFacts(List.of(), schema(FULL), Optional.of(schema(FULL)), Optional.empty(), start, 0);

        List<Finding> findings = RehearsalJudge.judge(facts, LIMIT, Optional.empty());

        assertThat(text(findings)).isEqualTo(told.isEmpty() ? "" : "warning rehearsal.settings migrations");
        assertThat(findings).allSatisfy(finding -> assertThat(finding.message()).contains(told));
    }

    private static String judged(RehearsedFile file) {
        return text(RehearsalJudge.judge(facts(List.of(file), FULL, Optional.of(FULL)), LIMIT, Optional.empty()));
    }

    private static String text(List<Finding> findings) {
        return String.join(
                ", ",
                findings.stream()
                        .map(finding -> finding.severity().word() + " " + finding.check() + " " + finding.subject())
                        .toList());
    }

    private static RehearsalFacts facts(List<RehearsedFile> files, Table before, Optional<Table> after) {
        return new RehearsalFacts(
                files,
                schema(before),
                Optional.of(new SchemaFacts(
                        after.map(table -> Map.of("public.t", table)).orElse(Map.of()), List.of(), List.of(), 0)),
                Optional.empty(),
                NOTHING_SET,
                0);
    }

    private static SchemaFacts schema(Table table) {
        return new SchemaFacts(Map.of("public.t", table), List.of(), List.of(), 0);
    }

    private static Table table(
            long rows, boolean secured, boolean forced, List<String> columns, List<String> policies) {
        return new Table(rows, secured, forced, columns, policies);
    }

    private static RehearsedFile file(LockMode mode, long heldMillis) {
        return file(
                List.of(),
                List.of(new HeldLock("public.t", mode, 0, 1, Duration.ZERO, Duration.ofMillis(heldMillis))),
                List.of(),
                List.of(),
                List.of());
    }

    private static RehearsedFile file(
            List<String> allowed,
            List<HeldLock> locks,
            List<Statement> statements,
            List<Rewrite> rewrites,
            List<Decompressed> decompressed) {
        return new RehearsedFile(
                "1",
                "1.sql",
                "",
                Duration.ofSeconds(1),
                false,
                true,
                allowed,
                statements,
                locks,
                rewrites,
                decompressed,
                0);
    }
}
