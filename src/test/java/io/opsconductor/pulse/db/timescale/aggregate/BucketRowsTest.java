package io.opsconductor.pulse.db.timescale.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.opsconductor.pulse.db.timescale.aggregate.BucketRows.Likeness;
import org.junit.jupiter.api.Test;

class BucketRowsTest {
    private static Object[] row(String key, double... numbers) {
        return new Object[] {Arrays.asList(key, null), numbers};
    }

    @SuppressWarnings("unchecked")
    private static BucketRows of(Object[]... rows) {
        List<List<String>> exact = new ArrayList<>();
        List<double[]> rounded = new ArrayList<>();
        for (Object[] row : rows) {
            exact.add((List<String>) row[0]);
            rounded.add((double[]) row[1]);
        }
        return new BucketRows(exact, rounded);
    }

    @Test
    void rows_are_alike_in_any_order() {
        assertThat(of(row("a", 1), row("b", 2), row("a", 3)).like(of(row("a", 3), row("a", 1), row("b", 2))))
                .isEqualTo(Likeness.SAME);
        assertThat(of().like(of())).isEqualTo(Likeness.SAME);
    }

    @Test
    void a_row_more_or_less_or_another_is_a_difference() {
        assertThat(of(row("a", 1)).like(of())).isEqualTo(Likeness.DIFFERENT);
        assertThat(of().like(of(row("a", 1)))).isEqualTo(Likeness.DIFFERENT);
        assertThat(of(row("a", 1)).like(of(row("a", 1), row("a", 1)))).isEqualTo(Likeness.DIFFERENT);
        assertThat(of(row("a", 1)).like(of(row("b", 1)))).isEqualTo(Likeness.DIFFERENT);
        assertThat(of(row(null, 1)).like(of(row("b", 1)))).isEqualTo(Likeness.DIFFERENT);
    }

    @Test
    void numbers_of_floating_point_may_differ_by_what_the_order_of_additions_makes_of_them() {
        assertThat(of(row("a", 1e12)).like(of(row("a", 1e12 + 999)))).isEqualTo(Likeness.SAME);
        assertThat(of(row("a", 1e12)).like(of(row("a", 1e12 + 1001)))).isEqualTo(Likeness.ROUNDED);
        assertThat(of(row("a", 0)).like(of(row("a", 1e-300)))).isEqualTo(Likeness.ROUNDED);
        assertThat(of(row("a", 0.0)).like(of(row("a", -0.0)))).isEqualTo(Likeness.SAME);
    }

    @Test
    void what_is_no_number_or_endless_is_like_itself_alone() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(of(row("a", Double.NaN)).like(of(row("a", Double.NaN)))).isEqualTo(Likeness.SAME);
        assertThat(of(row("a", Double.NaN)).like(of(row("a", 1)))).isEqualTo(Likeness.ROUNDED);
        assertThat(of(row("a", infinite)).like(of(row("a", infinite)))).isEqualTo(Likeness.SAME);
        assertThat(of(row("a", infinite)).like(of(row("a", 1)))).isEqualTo(Likeness.ROUNDED);
    }
}
