package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;
import io.opsconductor.pulse.db.migrate.plan.HistoryRightsStore;
import io.opsconductor.pulse.db.migrate.plan.LintedFolder;
import io.opsconductor.pulse.db.migrate.plan.MigrationLock;
import io.opsconductor.pulse.db.migrate.plan.PathTrust;
import io.opsconductor.pulse.db.migrate.plan.RecordStore;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.postgres.sql.StatementPipeline;
import io.opsconductor.pulse.db.postgres.trust.SearchPathCatalog;

/**
 * What goes around a file on the same session: a clean session before it, and behind it what is written down of it beside
 * Flyway's row, in the same transaction and as text, so that it travels with the file's own statements.
 */
final class FileRecord {
    private final SessionSettings settings;
    private final HistoryGuard guard;
    private final MigrationRun run;

    FileRecord(SessionSettings settings, HistoryGuard guard, MigrationRun run) {
        this.settings = settings;
        this.guard = guard;
        this.run = run;
    }

    /** To be sent before the file. */
    List<String> before(MigrationFile file) {
        List<String> statements =
                new ArrayList<>(settings.before(file.script(), run.isOutsideTransaction(file) && file.blocksNobody()));
        if (!run.isOutsideTransaction(file)) {
            statements.add(guard.place().lock());
        }
        return statements;
    }

    /**
     * Asked again once a file may have let other roles create where the next ones look for names.
     *
     * @throws PulseFailure (failed) when they may
     */
    void requireClosedPath(Connection connection) throws SQLException {
        store(connection).requireTrusted();
        PathTrust.refusal(
                        SearchPathCatalog.own(connection, LintedFolder.paths(run.remaining()), List.of(), run.named()))
                .ifPresent(refusal -> {
                    throw PulseFailure.failed(
                            refusal.getMessage() + ", since a file of this run; " + run.kept(), refusal.remedy(), null);
                });
    }

    RecordStore store(Connection connection) {
        return new RecordStore(connection, guard.place());
    }

    /** Our own settings and the role that migrates: whatever the file has left. */
    List<String> ours(MigrationFile file) {
        return settings.ours(file.script());
    }

    /** To be sent behind the file; the last of them writes one row, or none when the record is in danger. */
    List<String> after(MigrationFile file) {
        HistoryPlace place = guard.place();
        Object[] filledIn = Stream.of(
                        // Only the last file of a run waits for the disk; its commit record comes after all others.
                        run.isDurable(file) ? "" : "SET LOCAL synchronous_commit = off;",
                        guard.question(),
                        runner(file),
                        SqlLiteral.of(MigrationEvent.APPLIED.word()),
                        SqlLiteral.of(file.version().flyway()),
                        SqlLiteral.of(file.script()),
                        file.checksum(),
                        SqlLiteral.of(run.digest(file)),
                        SqlLiteral.of(run.permission(file)),
                        MigrationLock.CLASS,
                        MigrationLock.OBJECT,
                        guard.logged(run.applied().size()),
                        guard.ranked(run.applied().size()))
                .toArray();
        List<String> statements = new ArrayList<>(ours(file));
        SqlScanner.scan(place.sql("record").formatted(filledIn)).stream()
                .map(SqlStatement::text)
                .forEach(statements::add);
        return statements;
    }

    private String runner(MigrationFile file) {
        HistoryPlace place = guard.place();
        return place.keepsRunner()
                ? place.sql("runner-row")
                                .replaceFirst("\\?", "%s")
                                .replaceFirst("\\?", "%s")
                                .formatted(SqlLiteral.of(file.version().label()), SqlLiteral.of(file.script()))
                        + ";"
                : "";
    }

    /** @throws PulseFailure (failed) when the file destroyed our record of it, or gave the migration lock away */
    void check(Connection connection, StatementPipeline.Answers answers, MigrationFile file) throws SQLException {
        String what = run.isOutsideTransaction(file)
                ? "it ran outside a transaction, so that this cannot be rolled back; "
                : "the file was rolled back; ";
        guard.check(connection, answers, file.script(), run.applied().size(), what + run.kept());
        if (file.mayGrant()) {
            HistoryRightsStore.closeBehindAFile(connection, guard.place())
                    .ifPresent(open -> run.progress().warned(file.script(), open.closed()));
        }
    }
}
