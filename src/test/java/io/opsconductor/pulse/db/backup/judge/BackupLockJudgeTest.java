package io.opsconductor.pulse.db.backup.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;
import org.junit.jupiter.api.Test;

class BackupLockJudgeTest {
    @Test
    void a_strangers_hold_is_critical_with_the_statement_that_ends_it() {
        Finding finding = BackupLockCheck.judge("daily", Optional.of(holder(true)));
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).contains("role mallory", "pid 4711");
        assertThat(finding.remedy()).isEqualTo("SELECT pg_catalog.pg_terminate_backend(4711);");
    }

    @Test
    void a_run_and_a_free_lock_are_good() {
        assertThat(BackupLockCheck.judge("daily", Optional.of(holder(false))).severity())
                .isEqualTo(Severity.OK);
        assertThat(BackupLockCheck.judge("daily", Optional.empty()).measured()).isEqualTo("free");
    }

    private static LockHolder holder(boolean unprivileged) {
        return new LockHolder(4711, "mallory", Optional.empty(), Optional.empty(), Optional.empty(), unprivileged);
    }
}
