package io.opsconductor.pulse.db.migrate.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.plan.HistoryPlace;
import io.opsconductor.pulse.db.migrate.plan.HistoryRightsStore;
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
    private static final String SAVEPOINT = "SAVEPOINT pulse_record";

    private static final List<String> GRANTED = List.of("granted");
    private static final List<String> ADVISORY_LOCKS = List.of("advisory locks");

    private final SessionSettings settings;
    private final HistoryGuard guard;
    private final MigrationRun run;
    private final String granted;
    private final String undamaged;
    private final String question;
    private final String end;
    private final String runner;
    private final String record;
    // At first as behind a file that failed, which may have left some.
    private boolean advisoryLocks = true;

    FileRecord(SessionSettings settings, HistoryGuard guard, MigrationRun run) {
        this.settings = settings;
        this.guard = guard;
        this.run = run;
        HistoryPlace place = guard.place();
        granted = statement(HistoryRightsStore.question(place));
        undamaged = statement(guard.undamaged());
        question = statement(guard.question());
        end = statement(place.sql("guard-end"));
        runner = statement(place.sql("runner-row").replace("?", "%s"));
        record = statement(place.sql("record"));
    }

    /** To be sent before the file. */
    List<String> before(MigrationFile file) {
        boolean blocksNobody = run.isOutsideTransaction(file) && file.blocksNobody();
        List<String> statements = new ArrayList<>(settings.before(file.script(), blocksNobody, advisoryLocks));
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
        SearchPathCatalog.ownUnlessClosed(connection, run.paths(), List.of(), run.named())
                .flatMap(PathTrust::refusal)
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
        List<String> statements = new ArrayList<>(ours(file));
        if (!run.isDurable(file)) {
            // Only the last file of a run waits for the disk; its commit record comes after all others.
            statements.add("SET LOCAL synchronous_commit = off");
        }
        if (run.mayGrant(file)) {
            statements.add(granted);
        }
        statements.addAll(SessionSettings.ADVISORY_LOCKS_LEFT);
        if (guard.bare()) {
            statements.add(SAVEPOINT);
            statements.add(undamaged);
            statements.addAll(rows(file));
        } else {
            statements.addAll(asked(file));
        }
        return statements;
    }

    /** First what the file did to our tables, for if it destroyed one the rows behind cannot be written, or run a trigger. */
    private List<String> asked(MigrationFile file) {
        List<String> statements = new ArrayList<>(List.of(question, end));
        statements.addAll(rows(file));
        return statements;
    }

    private List<String> rows(MigrationFile file) {
        List<String> statements = new ArrayList<>();
        if (guard.place().keepsRunner()) {
            statements.add(runner.formatted(SqlLiteral.of(file.version().label()), SqlLiteral.of(file.script())));
        }
        statements.add(record.formatted(
                SqlLiteral.of(MigrationEvent.APPLIED.word()),
                SqlLiteral.of(file.version().flyway()),
                SqlLiteral.of(file.script()),
                file.checksum(),
                SqlLiteral.of(run.digest(file)),
                SqlLiteral.of(run.permission(file)),
                guard.database(),
                MigrationLock.CLASS,
                MigrationLock.OBJECT,
                guard.logged(run.applied().size()),
                guard.ranked(run.applied().size())));
        return statements;
    }

    /**
     * Where the short question was not answered by a clear yes, and for whatever else failed behind it, the long one is asked, and the
     * rows are written once more.
     */
    private StatementPipeline.Answers judged(
            Connection connection, StatementPipeline.Answers answers, MigrationFile file) throws SQLException {
        boolean behindSavepoint = guard.bare()
                && answers.problem().isPresent()
                && answers.left() <= 1 + rows(file).size();
        if (!behindSavepoint || connection.isClosed()) {
            return answers;
        }
        List<String> statements = new ArrayList<>(List.of("ROLLBACK TO " + SAVEPOINT));
        statements.addAll(asked(file));
        return StatementPipeline.sendTogether(connection, statements);
    }

    /** @throws PulseFailure (failed) when the file destroyed our record of it, or gave the migration lock away */
    void check(Connection connection, StatementPipeline.Answers answers, MigrationFile file) throws SQLException {
        String what = run.isOutsideTransaction(file)
                ? "it ran outside a transaction, so that this cannot be rolled back; "
                : "the file was rolled back; ";
        StatementPipeline.Answers judged = judged(connection, answers, file);
        guard.check(connection, judged, file.script(), run.applied().size(), what + run.kept());
        if (run.mayGrant(file) && (judged != answers || mayBeGranted(answers))) {
            HistoryRightsStore.closeBehindAFile(connection, guard.place())
                    .ifPresent(open -> run.progress().warned(file.script(), open.closed()));
        }
        advisoryLocks = mayHoldAdvisoryLocks(answers);
    }

    /** True where another row came behind the answer, too. */
    private static boolean mayBeGranted(StatementPipeline.Answers answers) {
        return answers.lastRow().equals(GRANTED) || mayHoldAdvisoryLocks(answers);
    }

    /** The same. */
    private static boolean mayHoldAdvisoryLocks(StatementPipeline.Answers answers) {
        return answers.lastRow().equals(ADVISORY_LOCKS)
                || HistoryDamage.of(answers.lastRow()).isPresent();
    }

    /** The one statement of a file of {@code sql/migrate/}, without the comment above it. */
    private static String statement(String sql) {
        return SqlScanner.scan(sql).get(0).text();
    }
}
