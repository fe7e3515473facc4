package io.opsconductor.pulse.db.drill.load;

import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.drill.compare.HeldFunctionsStore;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import io.opsconductor.pulse.db.postgres.tool.ToolMessage;

/**
 * Says what a restore failed with, and its cure: the backup's fault (exit 1), or, as it is said, its server's (exit 4). By the
 * SQLSTATE where there is one; pg_restore tells the server's words alone. Owners' functions can raise the same: whether the
 * server is really gone {@link io.opsconductor.pulse.db.drill.attempt.ServerUptimeCatalog} asks it, and that decides.
 */
final class RestoreFailure {
    private RestoreFailure() {}

    private enum Cause {
        SERVER_FULL,
        SERVER_SHORT,
        SERVER_LIMIT,
        SERVER_LOST,
        ROLE_MISSING,
        RIGHT_MISSING,
        /** A function of the backup that must not be called by a superuser. */
        FUNCTION_HELD,
        BACKUP
    }

    /**
     * @param errors the last lines of pg_restore's standard error
     * @param reason the same in one line
     */
    static PulseFailure of(Restorable backup, String errors, String reason) {
        Cause cause = Cause.BACKUP;
        if (ToolMessage.SERVER_FULL.isIn(errors)) {
            cause = Cause.SERVER_FULL;
        } else if (ToolMessage.SERVER_SHORT.isIn(errors)) {
            cause = Cause.SERVER_SHORT;
        } else if (ToolMessage.SERVER_LIMIT.isIn(errors)) {
            cause = Cause.SERVER_LIMIT;
        } else if (ToolMessage.SERVER_LOST.isIn(errors)) {
            cause = Cause.SERVER_LOST;
        } else if (ToolMessage.FUNCTION_HELD.isIn(reason)) {
            cause = Cause.FUNCTION_HELD;
        } else if (ToolMessage.RIGHT_MISSING.isIn(reason)) {
            cause = Cause.RIGHT_MISSING;
        } else if (ToolMessage.ROLE_MISSING.isIn(reason)) {
            cause = Cause.ROLE_MISSING;
        }
        return of(backup, cause, reason, null);
    }

    /** @param state the SQLSTATE */
    static PulseFailure of(Restorable backup, String state, String reason, Throwable problem) {
        return of(
                backup,
                switch (state) {
                    case SqlState.DISK_FULL -> Cause.SERVER_FULL;
                    case SqlState.OUT_OF_MEMORY, SqlState.TOO_MANY_CONNECTIONS -> Cause.SERVER_SHORT;
                    case SqlState.INSUFFICIENT_PRIVILEGE -> Cause.RIGHT_MISSING;
                    case SqlState.INVALID_PARAMETER_VALUE ->
                        ToolMessage.FUNCTION_HELD.isIn(reason) ? Cause.FUNCTION_HELD : Cause.BACKUP;
                    case SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                            SqlState.READ_ONLY_TRANSACTION,
                            SqlState.IDLE_IN_TRANSACTION_TIMEOUT,
                            SqlState.TRANSACTION_TIMEOUT,
                            SqlState.IDLE_SESSION_TIMEOUT -> Cause.SERVER_LIMIT;
                    default -> state.startsWith("08") || state.startsWith("57") ? Cause.SERVER_LOST : Cause.BACKUP;
                },
                reason,
                problem);
    }

    private static PulseFailure of(Restorable backup, Cause cause, String reason, Throwable problem) {
        String message = "backup " + backup.backup().id() + " cannot be restored: " + OpenDirectory.named(reason);
        return switch (cause) {
            case SERVER_FULL -> {
                String needed = backup.databaseBytes().isPresent()
                        ? ": the database took up "
                                + Bytes.text(backup.databaseBytes().getAsLong()) + " when it was backed up"
                        : "";
                yield PulseFailure.notNow(message, "give that server more space" + needed, problem);
            }
            case SERVER_SHORT -> PulseFailure.notNow(message, "give that server more memory or sessions", problem);
            case SERVER_LIMIT ->
                PulseFailure.notNow(
                        message, "take that limit off the role that restores, or off its database or server", problem);
            case SERVER_LOST ->
                PulseFailure.notNow(message, "see that the server runs, and look into its log", problem);
            case RIGHT_MISSING ->
                PulseFailure.failed(
                        message, "restore with a role that has what pulse-db grants --for=drill prints", problem);
            case FUNCTION_HELD -> PulseFailure.failed(message, HeldFunctionsStore.REMEDY, problem);
            case ROLE_MISSING -> PulseFailure.failed(message, "create that role there", problem);
            default -> PulseFailure.failed(message, "correct the cause and run it again", problem);
        };
    }
}
