package io.opsconductor.pulse.db.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.opsconductor.pulse.db.cli.option.ProgressOutput;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final ProgressLines lines = new ProgressLines(ProgressOutput.on(stream, true, false, false));

    @Test
    void a_warning_does_not_break_the_line_of_its_file() {
        lines.warned("002_b.sql:3: found by lint");
        lines.started("002_b.sql", 2, 2);
        lines.warned("002_b.sql", "raised by the server");
        lines.finished("002_b.sql", Duration.ofMillis(8));

        assertThat(said())
                .containsExactly(
                        "  warning: 002_b.sql:3: found by lint",
                        "[2/2] 002_b.sql 8ms",
                        "  warning: raised by the server");
    }

    @Test
    void nor_that_of_a_file_that_fails_or_is_tried_again() {
        lines.started("001_a.sql", 1, 2);
        lines.warned("001_a.sql", "first");
        lines.retrying("001_a.sql", "no lock", 1, 3, Duration.ofSeconds(1));
        lines.started("001_a.sql", 1, 2);
        lines.warned("001_a.sql", "second");
        lines.failed("001_a.sql");

        assertThat(said())
                .containsExactly(
                        "[1/2] 001_a.sql ",
                        "  warning: first",
                        "  rolled back: no lock; retry 1 of 3 in 1s",
                        "[1/2] 001_a.sql failed",
                        "  warning: second");
    }

    @Test
    void where_nobody_watches_a_note_names_its_file_and_the_steps_are_not_told() {
        ProgressLines log = new ProgressLines(ProgressOutput.on(stream, false, false, false));
        log.warned("001_a.sql:3: found by lint");
        log.started("001_a.sql", 1, 1);
        log.warned("001_a.sql", "raised by the server");
        log.retrying("001_a.sql", "no lock", 1, 3, Duration.ofSeconds(1));
        log.started("001_a.sql", 1, 1);
        log.finished("001_a.sql", Duration.ofMillis(8));

        assertThat(said())
                .containsExactly(
                        "warning: 001_a.sql:3: found by lint",
                        "001_a.sql: warning: raised by the server",
                        "001_a.sql: rolled back: no lock; retry 1 of 3 in 1s");
    }

    @Test
    void notices_are_told_when_asked_for() {
        lines.noticed("001_a.sql", "it is there already");
        assertThat(said()).isEmpty();

        ProgressLines verbose = new ProgressLines(ProgressOutput.on(stream, true, false, true));
        verbose.started("001_a.sql", 1, 1);
        verbose.noticed("001_a.sql", "it is there already");
        verbose.finished("001_a.sql", Duration.ofMillis(8));

        assertThat(said()).containsExactly("[1/1] 001_a.sql 8ms", "  notice: it is there already");
    }

    @Test
    void quietly_nothing_is_told() {
        ProgressLines quiet = new ProgressLines(ProgressOutput.on(stream, true, true, true));
        quiet.started("001_a.sql", 1, 1);
        quiet.warned("001_a.sql", "raised by the server");
        quiet.finished("001_a.sql", Duration.ofMillis(8));

        assertThat(said()).isEmpty();
    }

    private java.util.List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
