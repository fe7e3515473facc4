package io.opsconductor.pulse.db.migrate.run;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.failure.Causes;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.index.InvalidIndex;
import io.opsconductor.pulse.db.postgres.ImposedSetting;
import io.opsconductor.pulse.db.postgres.sql.SqlState;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Says of a failed file which line, which statement and what the server said, and what became of the work. */
public final class MigrationFailure {
    private static final int SHOWN_STATEMENT = 120;

    private MigrationFailure() {}

    /**
     * @param limit the limit of the database that ended the file
     * @param lost the session is gone
     */
    static PulseFailure of(
            FlywayException problem, String script, MigrationRun run, Optional<ImposedSetting> limit, boolean lost) {
        Optional<PulseFailure> ours = Causes.of(problem, PulseFailure.class).findFirst();
        if (ours.isPresent()) {
            return ours.get();
        }
        SQLException cause = sqlCause(problem);
        if (cause == null) {
            return PulseFailure.failed(
                    (script.isEmpty() ? "Flyway" : script) + ": " + problem.getMessage(), "", problem);
        }
        String state = SqlState.of(cause);
        String kept = run.kept();
        String where = location(problem, cause, script);
        String message = where + ": " + text(cause) + " (SQLSTATE " + state + ")" + statement(problem)
                + ServerContext.of(cause)
                + limit.map(known -> "; the database's limit: " + known.text()).orElse("");
        boolean begun = !script.isEmpty();
        if (begun && run.isOutsideTransaction(run.file(script))) {
            String lift = limit.map(known -> known.remedy() + "; then ").orElse("");
            return outside(message, lift, run, run.file(script).label(), problem);
        }
        if (StopRequest.isUnderWay()) {
            return PulseFailure.notNow(
                    "told to stop: " + (begun ? script + " was rolled back; " : "") + kept,
                    "run migrate again: it goes on from there",
                    problem);
        }
        if (limit.isPresent()) {
            return PulseFailure.failed(
                    message + "; the file was rolled back; " + kept,
                    limit.get().remedy() + "; then run migrate again",
                    problem);
        }
        if (lost) {
            // Of a commit that was under way when the network went, only the server knows the end; and those before it
            // may not have been on its disk yet, should it have crashed.
            return PulseFailure.notNow(
                    message + "; the connection was lost, the file was rolled back unless its commit had begun; "
                            + "committed before it: " + Counted.of(run.applied().size(), "file"),
                    "run migrate again: it goes on from what the server has",
                    problem);
        }
        return new PulseFailure(
                ExitCode.FAILED,
                message + "; the file was rolled back; " + kept,
                hint(cause).orElseGet(() -> remedy(state)),
                problem);
    }

    /** @param lift what has to be done first; empty for nothing */
    private static PulseFailure outside(
            String message, String lift, MigrationRun run, String version, Exception problem) {
        String again = "pulse-db repair retry " + version;
        if (run.left().isEmpty()) {
            return PulseFailure.failed(
                    message + "; the file ran outside a transaction and may have left a part; " + run.kept(),
                    lift + "look at what it left; then " + again
                            + " and migrate again, or pulse-db repair mark-applied " + version + " if it is complete",
                    problem);
        }
        InvalidIndex index = run.left().get(0);
        return PulseFailure.failed(
                message + "; it left the invalid index " + index.name() + "; " + run.kept(),
                lift + again + ", which drops it first (" + index.dropping() + "); then migrate again",
                problem);
    }

    private static String remedy(String state) {
        return switch (state) {
            case SqlState.DISK_FULL -> "free space on the server and run migrate again";
            case SqlState.OUT_OF_MEMORY ->
                "give the server more memory, or the file less to do at once, and run migrate again";
            case SqlState.ACTIVE_TRANSACTION ->
                "give that statement a file of its own: alone, it runs outside a transaction";
            case SqlState.INVALID_TRANSACTION_TERMINATION ->
                "what commits needs a file of its own with the line -- pulse:no-transaction: reason; then run migrate again";
            case SqlState.LOCK_NOT_AVAILABLE, SqlState.DEADLOCK ->
                "find out by pg_locks who holds the table for so long; run migrate again when that is over";
            case SqlState.QUERY_CANCELED ->
                "find out who cancelled it, or raise the statement_timeout that the file or"
                        + " pulse.migrations.statement-timeout sets, and run migrate again";
            case SqlState.IDLE_IN_TRANSACTION_TIMEOUT, SqlState.TRANSACTION_TIMEOUT ->
                "raise the timeout that the file sets for itself and run migrate again";
            case SqlState.CONFIGURATION_LIMIT_EXCEEDED ->
                "raise the limit that the message names and run migrate again";
            case SqlState.INSUFFICIENT_PRIVILEGE -> "grant the right to the role that migrates and run migrate again";
            default -> "correct the file and run migrate again";
        };
    }

    /** The innermost: of a failed COPY, the outer ones only say that it failed. */
    static SQLException sqlCause(Throwable problem) {
        return Causes.of(problem, SQLException.class)
                .reduce((outer, inner) -> inner)
                .orElse(null);
    }

    /** The server's words without the severity that the driver puts in front. */
    public static String text(SQLException cause) {
        return server(cause)
                .map(ServerErrorMessage::getMessage)
                .orElseGet(() ->
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }

    private static Optional<String> hint(SQLException cause) {
        return server(cause).map(ServerErrorMessage::getHint);
    }

    static Optional<ServerErrorMessage> server(SQLException cause) {
        if (cause instanceof PSQLWarning warning) {
            return Optional.ofNullable(warning.getServerErrorMessage());
        }
        return cause instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage())
                : Optional.empty();
    }

    /** The line that the server points at, not just the one where the statement begins. */
    private static String location(FlywayException problem, SQLException cause, String script) {
        SqlStatement at = statementOf(problem);
        if (at == null) {
            return script;
        }
        OptionalLong row = at.isCopyFromStdin() ? ServerContext.copyLine(cause, at.text()) : OptionalLong.empty();
        if (row.isPresent()) {
            return script + ":" + (at.lineAfter() + row.getAsLong());
        }
        int position = server(cause).map(ServerErrorMessage::getPosition).orElse(0);
        String text = at.text();
        String before = text.substring(0, Math.max(0, Math.min(position - 1, text.length())));
        return script + ":" + (at.line() + before.chars().filter(c -> c == '\n').count());
    }

    private static String statement(FlywayException problem) {
        SqlStatement at = statementOf(problem);
        if (at == null) {
            return "";
        }
        String text = at.beginning(10 * SHOWN_STATEMENT).replaceAll("\\s+", " ");
        return " in: " + (text.length() > SHOWN_STATEMENT ? text.substring(0, SHOWN_STATEMENT) + " …" : text);
    }

    private static SqlStatement statementOf(Throwable problem) {
        return Causes.of(problem, StatementFailure.class)
                .findFirst()
                .map(StatementFailure::statement)
                .orElse(null);
    }
}
