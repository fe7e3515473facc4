package io.opsconductor.pulse.db.migrate.run;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.postgres.sql.StatementPipeline;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A file's statements on their way to the server: several at a time, in order, until one fails. */
final class MigrationScript {
    /** Few enough for their answers to fit into the buffers between server and us, which are not emptied meanwhile. */
    private static final int MOST_STATEMENTS = 100;

    private static final int MOST_CHARACTERS = 32_768;
    private static final int COPY_CHUNK = 65_536;

    /** A statement of this length is sent without keeping the script beside it: there is no memory for both. */
    private static final int LONG = 1 << 20;

    private static final int END = Integer.MAX_VALUE;

    private final Connection connection;
    private final MigrationFile file;
    private final MigrationRun run;
    private final List<SqlStatement> batch = new ArrayList<>();
    private int characters;
    private SqlStatement longOne;
    private int line = 1;
    private List<String> before = List.of();

    MigrationScript(Connection connection, MigrationFile file, MigrationRun run) {
        this.connection = connection;
        this.file = file;
        this.run = run;
    }

    /** @throws StatementFailure when the server refuses a statement */
    void execute() throws SQLException {
        send();
        flush();
    }

    /**
     * With statements of ours around it, in the same round trips.
     *
     * @param around sent before the first of the file
     * @param record sent behind its last
     * @return what the server answered to the last part, for {@link FileRecord#check}
     * @throws StatementFailure when the server refuses a statement of the file
     */
    StatementPipeline.Answers execute(List<String> around, List<String> record) throws SQLException {
        before = around;
        send();
        return flush(record);
    }

    private void send() throws SQLException {
        if (run.watch().looks()) {
            flush();
            run.watch().begun(file, run.isOutsideTransaction(file));
        }
        int from = 0;
        do {
            from = executeFrom(from);
            if (longOne != null) {
                sendAlone(longOne);
                longOne = null;
            }
        } while (from < END);
    }

    /** Goes on behind {@code from}, up to the end or to a long statement, which it leaves to the caller. */
    private int executeFrom(int from) throws SQLException {
        Iterator<SqlStatement> statements = run.statements(file, from, line);
        while (statements.hasNext()) {
            SqlStatement statement = statements.next();
            // Left out is what belongs to a wrapper around the whole file; lint has refused all others.
            if (statement.beginsTransaction() || statement.commits()) {
                continue;
            }
            if (statement.length() > LONG && !statement.isCopyFromStdin()) {
                flush();
                longOne = statement.detached();
                line = statement.lineAfter();
                return statement.to();
            }
            send(statement);
        }
        return END;
    }

    private void send(SqlStatement statement) throws SQLException {
        if (statement.isCopyFromStdin()) {
            flush();
            copy(statement);
        } else if (run.watch().looks()
                || run.isOutsideTransaction(file)
                || statement.mayReturnRows()
                || statement.controlsTransaction()) {
            flush();
            sendAlone(statement);
        } else {
            add(statement);
        }
    }

    private void sendAlone(SqlStatement statement) throws SQLException {
        run.watch().sending(statement);
        StatementPipeline.Answers answers = StatementPipeline.sendAlone(connection, statement.text());
        answers.warnings().forEach(run::heard);
        if (answers.problem().isPresent()) {
            throw new StatementFailure(statement, answers.problem().get());
        }
        run.watch().done(statement, answers.rows());
    }

    private void add(SqlStatement statement) throws SQLException {
        int length = statement.length();
        if (characters + length > MOST_CHARACTERS) {
            flush();
        }
        batch.add(statement);
        characters += length;
        if (batch.size() == MOST_STATEMENTS) {
            flush();
        }
    }

    private void flush() throws SQLException {
        if (!batch.isEmpty() || !before.isEmpty()) {
            flush(List.of());
        }
    }

    private StatementPipeline.Answers flush(List<String> after) throws SQLException {
        List<SqlStatement> sent = List.copyOf(batch);
        List<String> texts = new ArrayList<>(before);
        sent.forEach(statement -> texts.add(statement.text()));
        texts.addAll(after);
        int ours = before.size();
        before = List.of();
        batch.clear();
        characters = 0;
        StatementPipeline.Answers answers = StatementPipeline.sendTogether(connection, texts);
        check(sent, answers, ours, !after.isEmpty());
        return answers;
    }

    /**
     * @param sent of the file
     * @param before how many of ours went ahead of them
     * @param recorded whether some of ours followed, of which the caller judges what became of them
     */
    private void check(List<SqlStatement> sent, StatementPipeline.Answers answers, int before, boolean recorded)
            throws SQLException {
        answers.warnings().forEach(run::heard);
        int at = answers.done() - before;
        if (answers.problem().isPresent() && !(recorded && at >= sent.size())) {
            throw at >= 0 && at < sent.size()
                    ? new StatementFailure(sent.get(at), answers.problem().get())
                    : answers.problem().get();
        }
    }

    /** The rows go out in parts: they may be nearly the whole of a large file. */
    private void copy(SqlStatement statement) throws SQLException {
        String script = statement.script();
        int at = statement.copyRowsFrom();
        int end = statement.copyRowsTo();
        CopyIn copy = null;
        run.watch().sending(statement);
        try {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text());
            while (at < end) {
                int next = Math.min(end, at + COPY_CHUNK);
                next += next < end && Character.isHighSurrogate(script.charAt(next - 1)) ? 1 : 0;
                byte[] rows = script.substring(at, next).getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(rows, 0, rows.length);
                at = next;
            }
            copy.endCopy();
        } catch (SQLException e) {
            throw new StatementFailure(statement, e);
        } finally {
            if (copy != null && copy.isActive()) {
                copy.cancelCopy();
            }
        }
        run.watch().done(statement, 0);
    }
}
