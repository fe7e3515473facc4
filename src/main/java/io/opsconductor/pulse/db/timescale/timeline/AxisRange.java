package io.opsconductor.pulse.db.timescale.timeline;

/**
 * The stretch of time that a picture shows.
 *
 * @param from where it begins: microseconds since 1970, or integers
 * @param to where it ends; later than {@code from}
 */
record AxisRange(long from, long to) {
    /** A stretch without chunks that takes up so much of the axis makes the rest too narrow to be seen. */
    private static final double WIDE = 0.5;
    /** The chunks on the smaller side of it may be left out if they are so few of all. */
    private static final double FEW = 0.1;

    /**
     * Around chunks, without the few that lie far from all others, as rows of 1970 or of a device whose clock is wrong make
     * them.
     *
     * @param ends where the ranges of chunks end, each once, in order, at least one
     * @param width how much a chunk covers
     */
    static AxisRange around(long[] ends, long width) {
        int first = 0;
        int last = ends.length - 1;
        for (int gap = widest(ends, first, last); gap >= 0; gap = widest(ends, first, last)) {
            int before = gap - first + 1;
            int after = last - gap;
            if (Math.min(before, after) > FEW * ends.length) {
                break;
            }
            if (before < after) {
                first = gap + 1;
            } else {
                last = gap;
            }
        }
        long from = ends[first] - width;
        return new AxisRange(from > ends[first] ? Long.MIN_VALUE : from, ends[last]);
    }

    /** After which chunk the widest stretch lies; negative when none is wide. */
    private static int widest(long[] ends, int first, int last) {
        double whole = (double) ends[last] - ends[first];
        int widest = -1;
        double most = whole * WIDE;
        for (int i = first; i < last; i++) {
            double gap = (double) ends[i + 1] - ends[i];
            if (gap > most) {
                most = gap;
                widest = i;
            }
        }
        return widest;
    }

    /** The same with a moment, if that makes it less than half again as long. */
    AxisRange with(long moment) {
        double most = length() * WIDE;
        if (moment > to && (double) moment - to < most) {
            return new AxisRange(from, moment);
        }
        return moment < from && (double) from - moment < most ? new AxisRange(moment, to) : this;
    }

    boolean holds(long moment) {
        return moment >= from && moment <= to;
    }

    double length() {
        return (double) to - from;
    }

    /** Which of so many equal parts a moment lies in. */
    int part(long moment, int parts) {
        return (int) Math.max(0, Math.min(parts - 1, Math.ceil(((double) moment - from) / length() * parts) - 1));
    }

    /** Where the first of so many equal parts end. */
    long end(int part, int parts) {
        return part == parts - 1 ? to : (long) (from + length() * (part + 1) / parts);
    }
}
