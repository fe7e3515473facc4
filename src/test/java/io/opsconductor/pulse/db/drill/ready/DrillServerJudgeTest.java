package io.opsconductor.pulse.db.drill.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.drill.ready.DrillServerJudge.Offer;
import org.junit.jupiter.api.Test;

class DrillServerJudgeTest {
    private static final Offer ASKED = new Offer(17, false, false, true, Optional.of("2.20.3"), List.of());

    @Test
    void a_server_as_new_with_the_same_extension_and_a_superuser_takes_restores() {
        assertThat(severity(offer(17, true, true, true, "2.17.2", "2.20.3"))).isEqualTo(Severity.OK);
        assertThat(severity(offer(18, true, true, true, "2.20.3"))).isEqualTo(Severity.OK);
        assertThat(severity(offer(17, false, true, true, "2.20.3"))).isEqualTo(Severity.WARNING);
    }

    @Test
    void an_older_one_one_without_the_version_or_the_right_to_create_takes_none() {
        assertThat(severity(offer(16, true, true, true, "2.20.3"))).isEqualTo(Severity.CRITICAL);
        assertThat(severity(offer(17, true, true, true, "2.17.2"))).isEqualTo(Severity.CRITICAL);
        assertThat(severity(offer(17, true, true, false, "2.20.3"))).isEqualTo(Severity.CRITICAL);
        assertThat(severity(offer(17, false, false, true, "2.20.3"))).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_database_without_the_extension_asks_for_none() {
        Offer plain = new Offer(17, false, false, false, Optional.empty(), List.of());

        assertThat(DrillServerJudge.judge("there", offer(17, true, true, false), plain)
                        .severity())
                .isEqualTo(Severity.OK);
    }

    private static Offer offer(int major, boolean superuser, boolean creates, boolean loaded, String... offered) {
        return new Offer(major, superuser, creates, loaded, Optional.empty(), List.of(offered));
    }

    private static Severity severity(Offer there) {
        return DrillServerJudge.judge("there", there, ASKED).severity();
    }
}
