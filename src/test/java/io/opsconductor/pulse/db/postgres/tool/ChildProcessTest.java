package io.opsconductor.pulse.db.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ChildProcessTest {
    private static final ChildProcess.OutputReader<String> TEXT =
            output -> new String(output.readAllBytes(), StandardCharsets.UTF_8);

    @Test
    void both_pipes_are_drained_and_of_the_errors_the_end_is_kept() throws Exception {
        Outcome<String> outcome =
                sh("i=0; while [ $i -lt 20000 ]; do echo out; echo error $i >&2; i=$((i+1)); done; exit 3");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.output()).hasSize(80_000);
        assertThat(outcome.errors().lines()).hasSize(20).endsWith("error 19999");
    }

    @Test
    void the_reason_is_in_the_child_s_own_words_without_its_warnings() throws Exception {
        Outcome<String> outcome = sh("printf 'pg_dump: warning: w\\npg_dump: error: e\\npg_dump: detail: d\\n"
                + "pg_dump: hint: h\\n' >&2; exit 1");

        assertThat(outcome.reason()).isEqualTo("pg_dump: error: e; pg_dump: detail: d (exit code 1)");
        assertThat(
                        sh("printf 'pg_dump: warning: circular keys\\npg_dump: detail: of continuous_agg\\npg_dump: error: e\\n'"
                                        + " >&2; exit 1")
                                .reason())
                .isEqualTo("pg_dump: error: e (exit code 1)");
        assertThat(sh("exit 1").reason()).isEqualTo("exit code 1");
        assertThat(sh("echo pg_dump: error: $(printf '%09999d' 0) >&2; exit 1").reason())
                .as("a query that names every chunk")
                .hasSizeLessThan(400)
                .endsWith("… (exit code 1)");
        assertThat(sh("echo \"pg_dump: error: LOCK TABLE t0$(seq -f ', _internal._hyper_1_%g_chunk' 1500 | tr -d '\\n')"
                                + " IN ACCESS SHARE MODE\" >&2; exit 1")
                        .reason())
                .startsWith("pg_dump: error: LOCK TABLE t0, _internal._hyper_1_1_chunk, ")
                .hasSizeLessThan(200)
                .endsWith("_chunk, … and 1,496 more (exit code 1)");
        assertThat(sh("kill -9 $$").endedFromOutside()).isTrue();
        assertThat(sh("kill -SEGV $$").endedFromOutside())
                .as("a crash is the dump's fault")
                .isFalse();
        assertThat(sh("kill -9 $$").reason()).isEqualTo("ended by signal 9");
    }

    @Test
    void of_a_line_that_does_not_end_the_beginning_is_kept() throws Exception {
        Outcome<String> outcome =
                sh("echo before >&2; head -c 3000000 /dev/zero | tr '\\0' x >&2; echo >&2; echo after >&2");

        assertThat(outcome.errors())
                .hasSizeLessThan(10_000)
                .startsWith("before\nxxx")
                .endsWith("xxx…\nafter");
    }

    @Test
    void a_reader_that_gives_up_ends_a_child_that_writes_for_ever() {
        ChildProcess.OutputReader<String> reader = output -> {
            throw new IOException("cannot make sense of it");
        };

        assertThatThrownBy(() -> ChildProcess.run(List.of("yes"), Map.of(), reader))
                .hasMessage("yes: its output could not be read: cannot make sense of it");
    }

    @Test
    void a_child_reads_what_it_is_given_to_its_end() throws Exception {
        byte[] given = "0123456789".repeat(100_000).getBytes();

        Outcome<String> outcome = ChildProcess.run(List.of("cat"), Map.of(), new ByteArrayInputStream(given), TEXT);

        assertThat(outcome.output()).isEqualTo(new String(given));
    }

    @Test
    void a_child_that_reads_the_beginning_only_has_not_failed() throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 'x';
            }
        };

        Outcome<String> outcome = ChildProcess.run(List.of("head", "-c", "3"), Map.of(), endless, TEXT);

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.output()).isEqualTo("xxx");
        assertThat(read.get()).isPositive();
    }

    @Test
    void an_input_that_cannot_be_read_on_is_the_failure_whatever_the_child_makes_of_it() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream("begin".getBytes()), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("it was cut");
            }
        });

        assertThatThrownBy(() -> ChildProcess.run(List.of("cat"), Map.of(), broken, TEXT))
                .hasMessage("cat: its input could not be read: it was cut")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void variables_that_would_lead_elsewhere_do_not_reach_the_child() {
        Map<String, String> environment = new HashMap<>(
                Map.of("PGSERVICE", "other", "PGHOSTADDR", "192.0.2.1", "PGHOST", "other", "PATH", "/bin"));
        environment.putAll(Map.of(
                "DATABASE_URL",
                "postgresql://a:secret@db/x",
                "PULSE_DRILL_URL",
                "postgresql://b:secret@db/x",
                "PULSE_BACKUPS_DAILY_SEAL_KEY",
                "secret"));

        ChildProcess.prepare(environment, Map.of("PGHOST", "here"));

        assertThat(environment)
                .containsExactlyInAnyOrderEntriesOf(Map.of("PGHOST", "here", "PATH", "/bin", "LC_ALL", "C"));
    }

    @Test
    void a_program_that_is_not_there_is_a_mistake_of_the_configuration() {
        assertThatThrownBy(() -> ChildProcess.run(List.of("/nowhere/pg_dump"), Map.of(), InputStream::read))
                .isInstanceOfSatisfying(PulseFailure.class, failure -> assertThat(failure.exit())
                        .isEqualTo(ExitCode.USAGE));
    }

    private static Outcome<String> sh(String script) throws InterruptedException {
        return ChildProcess.run(List.of("sh", "-c", script), Map.of(), TEXT);
    }
}
