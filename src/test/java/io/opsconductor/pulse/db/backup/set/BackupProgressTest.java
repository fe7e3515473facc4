package io.opsconductor.pulse.db.backup.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.set.BackupProgress.Reached;
import org.junit.jupiter.api.Test;

class BackupProgressTest {
    @Test
    void what_is_left_is_reckoned_at_the_pace_so_far() {
        Reached reached = new Reached(40, OptionalLong.of(100), Duration.ofMinutes(2));

        assertThat(reached.percent()).contains(40);
        assertThat(reached.left()).contains(Duration.ofMinutes(3));
    }

    @Test
    void nothing_is_made_up() {
        assertThat(new Reached(40, OptionalLong.empty(), Duration.ofMinutes(2)).left())
                .isEmpty();
        assertThat(new Reached(0, OptionalLong.of(100), Duration.ofMinutes(2)).left())
                .isEmpty();
        assertThat(new Reached(101, OptionalLong.of(100), Duration.ofMinutes(2)).left())
                .isEmpty();
        assertThat(new Reached(100, OptionalLong.of(100), Duration.ofMinutes(2)).percent())
                .isEmpty();
    }
}
