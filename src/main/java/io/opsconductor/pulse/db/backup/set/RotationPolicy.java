package io.opsconductor.pulse.db.backup.set;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * How many backups to keep; days, weeks and months are those of UTC, weeks begin on Monday. Zero keeps none for that
 * reason; where all four are zero, no rotation is configured, and all are kept.
 *
 * @param last of the newest ones
 * @param daily days of which to keep the newest one; days without a backup are not counted
 * @param weekly weeks likewise
 * @param monthly months likewise
 * @param minCopies never fewer verified ones than this, whatever the rest says
 */
public record RotationPolicy(int last, int daily, int weekly, int monthly, int minCopies) {
    public static final RotationPolicy KEEP_ALL = new RotationPolicy(0, 0, 0, 0, 2);

    /**
     * @param keys what stands before the names of the settings
     * @throws PulseFailure (usage) for a number that is too small
     */
    static RotationPolicy of(BackupSettings.Keeping keeping, String keys) {
        return new RotationPolicy(
                notBelow(0, keys + "keep-last", keeping.keepLast()),
                notBelow(0, keys + "keep-daily", keeping.keepDaily()),
                notBelow(0, keys + "keep-weekly", keeping.keepWeekly()),
                notBelow(0, keys + "keep-monthly", keeping.keepMonthly()),
                notBelow(1, keys + "min-copies", keeping.minCopies()));
    }

    static int notBelow(int least, String key, int value) {
        if (value < least) {
            throw PulseFailure.usage(key + "=" + value + " is too small", "give " + least + " or more");
        }
        return value;
    }

    public boolean keepsAll() {
        return last == 0 && daily == 0 && weekly == 0 && monthly == 0;
    }
}
