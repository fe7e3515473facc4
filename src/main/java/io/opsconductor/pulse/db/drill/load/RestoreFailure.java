package io.opsconductor.pulse.db.drill.load;

import java.util.regex.Pattern;

import io.opsconductor.pulse.db.backup.Restorable;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Tells what it means that pg_restore failed: the backup's fault (exit 1), or its server's, which says nothing about the
 * backup (exit 4). By the server's words, for pg_restore does not tell its SQLSTATE; from one that speaks another language
 * than English it stays the backup's.
 */
final class RestoreFailure {
    /** Only what pg_restore and the server say themselves: lines of the archive may follow, and hold anything. */
    private static final String SAID = "^pg_restore: error: (.*(ERROR|FATAL): +)?";
    /** SQLSTATE 53100. */
    private static final Pattern FULL =
            matching("could not (extend|write|create|open) .*: (No space left on device|Disk quota exceeded)"
                    + "|could not extend file .*: wrote only \\d+ of \\d+ bytes");
    /** SQLSTATE 53200 and 53300. */
    private static final Pattern SHORT =
            matching("out of (shared )?memory|sorry, too many clients|remaining connection slots are reserved");
    /** Classes 57 and 08, as libpq words them. */
    private static final Pattern LOST = matching("terminating connection due to|canceling statement due to user request"
            + "|the database system is (starting up|shutting down|in recovery|not )"
            + "|.*(server closed the connection|could not (receive data from|send data to) server"
            + "|SSL (connection has been closed|SYSCALL error)|connection to server .* failed: "
            + "(Connection|No route|Network)|connection not open|no connection to the server)");

    private RestoreFailure() {}

    /**
     * @param errors the last lines of pg_restore's standard error
     * @param reason the same in one line
     */
    static PulseFailure of(Restorable backup, String errors, String reason) {
        String message = "backup " + backup.backup().id() + " cannot be restored: " + reason;
        if (FULL.matcher(errors).find()) {
            String needed = backup.databaseBytes().isPresent()
                    ? ": the database took up "
                            + Bytes.text(backup.databaseBytes().getAsLong()) + " when it was backed up"
                    : "";
            return PulseFailure.notNow(message, "give that server more space" + needed, null);
        }
        if (SHORT.matcher(errors).find()) {
            return PulseFailure.notNow(message, "give that server more memory or sessions", null);
        }
        if (LOST.matcher(errors).find()) {
            return PulseFailure.notNow(message, "see that the server runs, and look into its log", null);
        }
        boolean role = reason.contains("role") && reason.contains("does not exist");
        return new PulseFailure(
                ExitCode.FAILED, message, role ? "create that role there" : "correct the cause and run it again");
    }

    private static Pattern matching(String said) {
        return Pattern.compile(SAID + "(" + said + ")", Pattern.MULTILINE);
    }
}
