package io.opsconductor.pulse.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.CheckupResult;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class StartMigrationTest {
    private static final CheckupResult GOOD = new CheckupResult(
            Instant.EPOCH, List.of(Finding.ok("schema.drift", "plant", "", "", "fine")), Optional.empty());

    private int attempts;
    private PulseFailure problem;

    private final StartMigration migration = new StartMigration(() -> {
        attempts++;
        if (problem != null) {
            throw problem;
        }
    });

    @Test
    void one_that_works_adds_nothing() {
        assertThat(migration.attempt()).isEmpty();

        assertThat(migration.judged(GOOD, "plant")).isEqualTo(GOOD);
    }

    @Test
    void one_that_fails_is_a_critical_finding_and_is_not_tried_again() {
        problem = PulseFailure.failed("003.sql:2: syntax error", "correct the file", null);

        assertThat(migration.attempt()).contains(problem);
        migration.again();

        assertThat(attempts).isEqualTo(1);
        CheckupResult judged = migration.judged(GOOD, "plant");
        assertThat(judged.worst()).isEqualTo(Severity.CRITICAL);
        assertThat(judged.findings().get(0).message()).contains("003.sql:2: syntax error");
        assertThat(judged.findings().get(0).remedy()).isEqualTo("correct the file");
    }

    @Test
    void one_that_could_not_begin_is_tried_again_until_it_could() {
        problem = PulseFailure.notNow("cannot reach plant", "start it", null);
        migration.attempt();
        assertThat(migration.judged(GOOD, "plant").findings()).hasSize(2);

        problem = null;
        migration.again();
        migration.again();

        assertThat(attempts).isEqualTo(2);
        assertThat(migration.judged(GOOD, "plant")).isEqualTo(GOOD);
    }
}
