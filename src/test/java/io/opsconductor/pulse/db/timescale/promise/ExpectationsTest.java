package io.opsconductor.pulse.db.timescale.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static List<Expectation> read(String... keysAndValues) {
        return Expectations.of(Configured.hypertables(keysAndValues));
    }

    @Test
    void gracesOfDeclaredAndUndeclaredHypertablesAreTheSame() {
        Expectation declared = read("t.drop-after", "30d").get(0);
        Expectation undeclared = Expectation.none("t");
        assertThat(declared.compressGrace()).isEqualTo(undeclared.compressGrace());
        assertThat(declared.dropGrace()).isEqualTo(undeclared.dropGrace());
        assertThat(declared.dropAfter()).contains(Duration.ofDays(30));
    }

    @Test
    void anEmptyValueTakesAShippedPromiseBack() {
        assertThat(read("t.compress-after", "", "t.drop-after", "7d"))
                .singleElement()
                .satisfies(
                        expectation -> assertThat(expectation.compressAfter()).isEmpty());
    }

    @Test
    void whatIsNotExpectedIsNotJudged() {
        assertThat(read("t.expected", "false")).isEmpty();
    }

    @Test
    void namesWithDotsAndSpacesAreKeptAsTheyAre() {
        assertThat(read("\"My Schema.t\".integer-step", "1ms"))
                .singleElement()
                .satisfies(expectation -> assertThat(expectation.name()).isEqualTo("My Schema.t"))
                .satisfies(expectation -> assertThat(expectation.integerStep()).contains(Duration.ofMillis(1)));
    }

    @Test
    void absurdlyLongDurationsAreBoundedSoThatSumsDoNotOverflow() {
        assertThat(read("t.drop-after", "PT2562047788015215H").get(0).dropAfter())
                .contains(TimeColumn.ENDLESS);
    }
}
