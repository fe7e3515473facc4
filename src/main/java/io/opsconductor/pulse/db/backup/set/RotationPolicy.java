package io.opsconductor.pulse.db.backup.set;

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

    public boolean keepsAll() {
        return last == 0 && daily == 0 && weekly == 0 && monthly == 0;
    }
}
