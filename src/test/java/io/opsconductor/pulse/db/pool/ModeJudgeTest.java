package io.opsconductor.pulse.db.pool;

import static io.opsconductor.pulse.db.pool.PoolFacts.entry;
import static io.opsconductor.pulse.db.pool.PoolFacts.look;
import static io.opsconductor.pulse.db.pool.PoolFacts.pooler;
import static io.opsconductor.pulse.db.pool.PoolFacts.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeJudgeTest {
    @ParameterizedTest
    @CsvSource({
        "transaction, LISTEN, true, CRITICAL",
        "statement, ADVISORY_LOCKS, true, CRITICAL",
        "session, LISTEN, false, OK",
        "transaction, PREPARED_STATEMENTS, false, CRITICAL",
        "transaction, PREPARED_STATEMENTS, true, OK"
    })
    void what_a_service_needs_of_a_session_lasts_or_not(
            String mode, SessionFeature need, boolean carries, Severity severity) {
        assertThat(ModeJudge.services("pulse", List.of(service("api", 1, 1, false, need)), look(in(mode, carries))))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(severity);
    }

    @Test
    void a_service_that_goes_around_the_pooler_and_one_without_needs_are_fine() {
        assertThat(ModeJudge.services(
                        "pulse",
                        List.of(service("jobs", 1, 1, true, SessionFeature.LISTEN), service("api", 1, 1, false)),
                        look(in("transaction", false))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("api");
                    assertThat(finding.severity()).isEqualTo(Severity.OK);
                });
    }

    @Test
    void a_user_with_a_mode_of_its_own_has_that() {
        PgBouncer mixed = new PgBouncer(
                "one:6432",
                100,
                0,
                true,
                false,
                PoolFacts.PULSE,
                List.of(PoolFacts.PULSE),
                List.of(),
                Map.of(
                        "jobs",
                        new PgBouncer.User(PgBouncer.Limit.NONE, PgBouncer.Limit.NONE, 0, Optional.of("session"))),
                Map.of(),
                List.of());
        Service listening = service("jobs", 1, 1, false, SessionFeature.LISTEN);

        assertThat(ModeJudge.services("pulse", List.of(PoolFacts.as(listening, "jobs")), look(mixed))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(ModeJudge.services("pulse", List.of(PoolFacts.as(listening, "other")), look(mixed))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void the_one_pooler_of_several_that_does_not_fit_is_named() {
        assertThat(ModeJudge.services(
                                "pulse",
                                List.of(service("api", 1, 1, false, SessionFeature.SETTINGS)),
                                look(in("session", true), in("transaction", true)))
                        .get(0)
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_lock_counts_as_stranded_by_backend_and_port_together_and_in_session_mode_never() {
        Set<Backend> holders = Set.of(new Backend(7, 40001));

        assertThat(ModeJudge.strandedLocks("pulse", look(linked("transaction", 7, 40001)), holders))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
        assertThat(ModeJudge.strandedLocks("pulse", look(linked("transaction", 7, 40002)), holders))
                .isEmpty();
        assertThat(ModeJudge.strandedLocks("pulse", look(linked("session", 7, 40001)), holders))
                .isEmpty();
    }

    private static PgBouncer in(String mode, boolean carries) {
        return of(mode, carries, List.of());
    }

    private static PgBouncer linked(String mode, long pid, int port) {
        return of(mode, true, List.of(new PgBouncer.Link("pulse", "app", new Backend(pid, port))));
    }

    private static PgBouncer of(String mode, boolean carries, List<PgBouncer.Link> links) {
        PgBouncer.Entry entry = entry("pulse", "db:5432", "pulse", mode, 20, 0, 0);
        PgBouncer plain = pooler(List.of(entry));
        return new PgBouncer(
                plain.address(), 100, 0, carries, false, entry, plain.entries(), List.of(), Map.of(), Map.of(), links);
    }
}
