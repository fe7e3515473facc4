package io.opsconductor.pulse.db.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupResultTest {

    @ParameterizedTest(name = "{0} with --fail-on={1} exits {2}")
    @CsvSource({
        "OK, CRITICAL, DONE",
        "OK, WARNING, DONE",
        "WARNING, CRITICAL, DONE",
        "WARNING, WARNING, FINDINGS",
        "UNKNOWN, WARNING, FINDINGS",
        "UNKNOWN, CRITICAL, FINDINGS",
        "CRITICAL, CRITICAL, FINDINGS",
    })
    void the_worst_finding_decides(Severity worst, Severity failOn, ExitCode exit) {
        CheckupResult result = result(Optional.empty(), Severity.OK, worst);

        assertThat(result.worst()).isEqualTo(worst);
        assertThat(result.exit(failOn)).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"NOT_NOW", "USAGE"})
    void an_unreachable_database_says_whether_a_retry_is_worth_it(ExitCode exit) {
        PulseFailure unreachable = new PulseFailure(exit, "cannot reach it", "");

        assertThat(result(Optional.of(unreachable), Severity.CRITICAL).exit(Severity.CRITICAL))
                .isEqualTo(exit);
    }

    @Test
    void nothing_found_is_nothing_wrong() {
        assertThat(result(Optional.empty()).worst()).isEqualTo(Severity.OK);
        assertThat(result(Optional.empty()).exit(Severity.WARNING)).isEqualTo(ExitCode.DONE);
    }

    private static CheckupResult result(Optional<PulseFailure> unreachable, Severity... severities) {
        List<Finding> findings = Stream.of(severities)
                .map(severity -> Finding.of(severity, "schema.current", "pulse", "message"))
                .toList();
        return new CheckupResult(Instant.EPOCH, findings, unreachable);
    }
}
