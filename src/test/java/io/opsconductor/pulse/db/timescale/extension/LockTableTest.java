package io.opsconductor.pulse.db.timescale.extension;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockTableTest {
    /** Made for 6,400 locks. */
    private static final LockTable TABLE = new LockTable("plant", 64, 100, 0);

    @ParameterizedTest
    @CsvSource({"0, true", "3200, true", "3201, false", "6401, false"})
    void one_transaction_may_fill_half_of_it(long locks, boolean leavesRoom) {
        assertThat(TABLE.leavesRoomBeside(locks)).isEqualTo(leavesRoom);
    }

    @Test
    void what_is_needed_is_enough_and_no_more() {
        // 129 locks for each of 100 sessions: half of them hold 6,450.
        assertThat(TABLE.neededFor(6401)).isEqualTo(129);
    }

    @ParameterizedTest
    @ValueSource(longs = {3201, 6400, 6401, 100_000})
    void a_table_of_the_needed_size_leaves_room_and_one_smaller_does_not(long locks) {
        long needed = TABLE.neededFor(locks);
        assertThat(new LockTable("plant", needed, 100, 0).leavesRoomBeside(locks))
                .isTrue();
        assertThat(new LockTable("plant", needed - 1, 100, 0).leavesRoomBeside(locks))
                .isFalse();
    }
}
