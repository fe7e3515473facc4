package io.opsconductor.pulse.db.drill.load;

import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ToolMessage;

/**
 * Tells what it means that pg_restore failed: the backup's fault (exit 1), or its server's, which says nothing about the
 * backup (exit 4). By the server's words, for pg_restore does not tell its SQLSTATE.
 */
final class RestoreFailure {
    private RestoreFailure() {}

    /**
     * @param errors the last lines of pg_restore's standard error
     * @param reason the same in one line
     */
    static PulseFailure of(Restorable backup, String errors, String reason) {
        String message = "backup " + backup.backup().id() + " cannot be restored: " + reason;
        if (ToolMessage.SERVER_FULL.isIn(errors)) {
            String needed = backup.databaseBytes().isPresent()
                    ? ": the database took up "
                            + Bytes.text(backup.databaseBytes().getAsLong()) + " when it was backed up"
                    : "";
            return PulseFailure.notNow(message, "give that server more space" + needed, null);
        }
        if (ToolMessage.SERVER_SHORT.isIn(errors)) {
            return PulseFailure.notNow(message, "give that server more memory or sessions", null);
        }
        if (ToolMessage.SERVER_LIMIT.isIn(errors)) {
            return PulseFailure.notNow(
                    message, "take that limit off the role that restores, or off its database or server", null);
        }
        if (ToolMessage.SERVER_LOST.isIn(errors)) {
            return PulseFailure.notNow(message, "see that the server runs, and look into its log", null);
        }
        if (ToolMessage.RIGHT_MISSING.isIn(reason)) {
            return PulseFailure.failed(
                    message, "restore with a role that has what pulse-db grants --for=drill prints", null);
        }
        boolean role = ToolMessage.ROLE_MISSING.isIn(reason);
        return new PulseFailure(
                ExitCode.FAILED, message, role ? "create that role there" : "correct the cause and run it again");
    }
}
