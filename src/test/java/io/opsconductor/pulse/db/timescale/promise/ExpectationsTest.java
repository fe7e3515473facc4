package io.opsconductor.pulse.db.timescale.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static List<Expectation> read(String... keysAndValues) {
        return Configured.promises(keysAndValues).everywhere();
    }

    @Test
    void graces_of_declared_and_undeclared_hypertables_are_the_same() {
        Expectation declared = read("t.drop-after", "30d").get(0);
        Expectation undeclared = Expectation.none("t");
        assertThat(declared.compressGrace()).isEqualTo(undeclared.compressGrace());
        assertThat(declared.dropGrace()).isEqualTo(undeclared.dropGrace());
        assertThat(declared.dropAfter()).contains(Duration.ofDays(30));
    }

    @Test
    void an_empty_value_takes_a_shipped_promise_back() {
        assertThat(read("t.compress-after", "", "t.drop-after", "7d"))
                .singleElement()
                .satisfies(
                        expectation -> assertThat(expectation.compressAfter()).isEmpty());
    }

    @Test
    void what_is_not_expected_is_not_judged() {
        assertThat(read("t.expected", "false")).isEmpty();
    }

    @Test
    void names_with_dots_and_spaces_are_kept_as_they_are() {
        assertThat(read("\"My Schema.t\".integer-step", "1ms"))
                .singleElement()
                .satisfies(expectation -> assertThat(expectation.name()).isEqualTo("My Schema.t"))
                .satisfies(expectation -> assertThat(expectation.integerStep()).contains(Duration.ofMillis(1)));
    }

    @Test
    void absurdly_long_durations_are_bounded_so_that_sums_do_not_overflow() {
        assertThat(read("t.drop-after", "PT2562047788015215H").get(0).dropAfter())
                .contains(TimeColumn.ENDLESS);
    }
}
