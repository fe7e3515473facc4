package io.opsconductor.pulse.db.migrate.status;

import io.opsconductor.pulse.db.failure.ShellWord;

/** How a migration that is not as it should be is told, and the way out. Pure. */
public final class Drift {
    private Drift() {}

    public static String what(MigrationStatus row) {
        String note = row.note().isEmpty() ? "" : " (" + row.note() + ")";
        String what = "";
        switch (row.state()) {
            case FAILED -> what = "failed half-way";
            case CHANGED -> what = "was changed after it was applied";
            case MISSING -> what = "is applied, but not in the folder";
            default ->
                what = row.outOfOrder()
                        ? "is pending below the newest applied version"
                        : row.state().word();
        }
        return what + note;
    }

    public static String remedy(MigrationStatus row) {
        switch (row.state()) {
            case FAILED -> {
                return "look at what it left; then pulse-db repair retry " + ShellWord.of(row.version())
                        + " to have it run again, or pulse-db repair mark-applied " + ShellWord.of(row.version())
                        + " if it is complete";
            }
            case CHANGED -> {
                return "restore the file as it was, and put the change into a new migration; or take the file as it is"
                        + " now: pulse-db repair accept-changed " + ShellWord.of(row.version());
            }
            case MISSING -> {
                return "use an image as new as the database, or bring the file back; or if it is gone for good:"
                        + " pulse-db repair forget-missing " + ShellWord.of(row.script());
            }
            default -> {
                return row.outOfOrder()
                        ? "give it a number above the newest; or pulse-db migrate --allow-out-of-order"
                        : "pulse-db migrate";
            }
        }
    }
}
