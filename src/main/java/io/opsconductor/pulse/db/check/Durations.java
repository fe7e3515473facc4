package io.opsconductor.pulse.db.check;

import java.time.Duration;

/** Durations as people write them: {@code 3d 4h}, {@code 15m}, {@code 12s}, {@code 340ms}. */
public final class Durations {
    private Durations() {}

    /** The two largest units that are not zero; a negative duration gets a minus sign in front. */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        String text;
        if (duration.toDays() > 0) {
            text = join(duration.toDays(), "d", duration.toHoursPart(), "h");
        } else if (duration.toHours() > 0) {
            text = join(duration.toHours(), "h", duration.toMinutesPart(), "m");
        } else if (duration.toMinutes() > 0) {
            text = join(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
        } else if (duration.toSeconds() > 0) {
            text = duration.toSeconds() + "s";
        } else {
            text = duration.toMillis() + "ms";
        }
        return text;
    }

    private static String join(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
