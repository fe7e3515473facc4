package io.opsconductor.pulse.db.check;

import static io.opsconductor.pulse.db.check.Severity.CRITICAL;
import static io.opsconductor.pulse.db.check.Severity.OK;
import static io.opsconductor.pulse.db.check.Severity.UNKNOWN;
import static io.opsconductor.pulse.db.check.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeverityTest {

    @Test
    void what_could_not_be_judged_ranks_above_a_warning() {
        assertThat(Severity.values()).containsExactly(OK, WARNING, UNKNOWN, CRITICAL);
        assertThat(UNKNOWN.atLeast(WARNING)).isTrue();
        assertThat(UNKNOWN.atLeast(CRITICAL)).isFalse();
        assertThat(CRITICAL.atLeast(CRITICAL)).isTrue();
        assertThat(OK.atLeast(WARNING)).isFalse();
    }

    @Test
    void its_word_is_in_lower_case() {
        assertThat(CRITICAL.word()).isEqualTo("critical");
    }
}
