package io.opsconductor.pulse.db.timescale.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows of some buckets, in any order.
 *
 * @param exact of each row the columns that have to be equal, as texts
 * @param rounded of each row the columns of floating point, in which the order of additions shows
 */
record BucketRows(List<List<String>> exact, List<double[]> rounded) {
    /** Far above what the order of a million additions makes of a double, far below what one more row does. */
    private static final double TOLERANCE = 1e-9;

    /** What two such sides have in common. */
    enum Likeness {
        SAME,
        /** All but numbers of floating point, by more than rounding makes of sums that do not nearly cancel. */
        ROUNDED,
        DIFFERENT
    }

    Likeness like(BucketRows other) {
        Map<List<String>, List<double[]>> mine = grouped();
        Map<List<String>, List<double[]>> others = other.grouped();
        if (!mine.keySet().equals(others.keySet())
                || mine.entrySet().stream()
                        .anyMatch(group -> group.getValue().size()
                                != others.get(group.getKey()).size())) {
            return Likeness.DIFFERENT;
        }
        return mine.entrySet().stream().allMatch(group -> near(group.getValue(), others.get(group.getKey())))
                ? Likeness.SAME
                : Likeness.ROUNDED;
    }

    private Map<List<String>, List<double[]>> grouped() {
        Map<List<String>, List<double[]>> groups = new HashMap<>();
        for (int row = 0; row < exact.size(); row++) {
            groups.computeIfAbsent(exact.get(row), key -> new ArrayList<>()).add(rounded.get(row));
        }
        Comparator<double[]> order = Arrays::compare;
        groups.values().forEach(rows -> rows.sort(order));
        return groups;
    }

    private static boolean near(List<double[]> these, List<double[]> those) {
        for (int row = 0; row < these.size(); row++) {
            for (int column = 0; column < these.get(row).length; column++) {
                if (!near(these.get(row)[column], those.get(row)[column])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean near(double one, double other) {
        return Objects.equals(one, other)
                || one == other
                || Double.isFinite(one - other)
                        && Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
    }
}
