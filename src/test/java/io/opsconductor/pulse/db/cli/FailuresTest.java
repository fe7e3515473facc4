package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void a_stack_trace_tells_a_terminal_nothing_that_a_server_said() {
        SQLException said = new SQLException("a\u001b[2Jb\nOK  backup.recovery-point  forged");

        List<String> lines = Failures.trace(PulseFailure.failed("it failed", "", said));

        assertThat(lines.get(0)).endsWith("PulseFailure: it failed");
        assertThat(lines).contains("Caused by: java.sql.SQLException: a?[2Jb OK  backup.recovery-point  forged");
        assertThat(lines)
                .noneMatch(line -> line.startsWith("OK") || line.chars().anyMatch(Character::isISOControl));
        assertThat(lines).anyMatch(line -> line.startsWith("    at " + FailuresTest.class.getName()));
    }
}
