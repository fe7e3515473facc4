package io.opsconductor.pulse.db.drill.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.archive.ScriptSelection;
import io.opsconductor.pulse.db.backup.archive.ScriptSink;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.backup.restore.Restorables;
import io.opsconductor.pulse.db.failure.ParallelTask;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Executes what was selected of a script in a session of its own, as psql would; rows go to the server as they are read. */
final class ScriptStore implements ScriptSink {
    /** In which pg_dump writes unless it is told otherwise; PostgreSQL's name. */
    private static final String UTF8 = "UTF8";
    /** Those that every Java runtime knows, a native one too. SQL_ASCII is not one: what is in it may be read as UTF-8. */
    private static final Map<String, Charset> CHARSETS = Map.of(
            UTF8, StandardCharsets.UTF_8, "SQL_ASCII", StandardCharsets.UTF_8, "LATIN1", StandardCharsets.ISO_8859_1);

    private static final int LONGEST_LINE = 300;

    private final Restorable script;
    private final Database database;
    private final Connection session;
    private String encoding = UTF8;
    private CopyIn rows;
    private long copyLine;

    private ScriptStore(Restorable script, Database database, Connection session) {
        this.script = script;
        this.database = database;
        this.session = session;
    }

    /**
     * @param superuser whether the URL's role may say that TimescaleDB's tables are restored
     * @throws PulseFailure (failed) with the server's first error and the line of the script; (not now) when it was the
     *     server's fault
     */
    static void load(
            Restorables restorables, Restorable script, DatabaseUrl url, boolean superuser, ScriptSelection selection)
            throws InterruptedException {
        Database database = new Database(url);
        try (Connection session = database.connectForScripts("restore")) {
            if (superuser && script.timescaleVersion().isPresent()) {
                // The database has this setting already; a server with one backend would not hear of it.
                Query.list(session, "SELECT pg_catalog.set_config('timescaledb.restoring', 'on', false)", row -> true);
            }
            ScriptStore store = new ScriptStore(script, database, session);
            // An interrupt does not wake a thread that waits for the server: so another one does that.
            try (ParallelTask<Boolean> replay =
                    new ParallelTask<>(Thread.currentThread().getName() + ", script", () -> {
                        restorables.replay(script, selection, store);
                        return true;
                    })) {
                awaited(replay, session);
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static void awaited(ParallelTask<Boolean> replay, Connection session) throws InterruptedException {
        try {
            replay.result();
        } catch (InterruptedException e) {
            end(session);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            throw PulseFailure.unexpected(e);
        }
    }

    private static void end(Connection session) {
        try {
            session.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server hears of it by the connection's end.
        }
        try {
            session.abort(Runnable::run);
        } catch (SQLException e) {
            // It is closed already.
        }
    }

    @Override
    public void encoding(String name) {
        if (!CHARSETS.containsKey(name)) {
            throw PulseFailure.usage(
                    "backup " + script.backup().id() + " is written in the encoding " + name
                            + ", and scripts are restored from "
                            + CHARSETS.keySet().stream().sorted().collect(Collectors.joining(", ")),
                    "dump with --encoding=UTF8, or in custom format");
        }
        encoding = name;
    }

    @Override
    public void run(byte[] sql, int length, long line) {
        String text = text(sql, length, line);
        try (Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        } catch (SQLException e) {
            throw failure(e, line + linesBefore(text, e));
        }
    }

    @Override
    public void copy(byte[] sql, int length, long line) {
        String text = text(sql, length, line).strip();
        // Rows are handed over as they are written: the server converts them.
        String copy = text.substring(0, text.lastIndexOf(';'))
                + (encoding.equals(UTF8) ? "" : " WITH (ENCODING " + SqlLiteral.of(encoding) + ")");
        copyLine = line;
        try {
            rows = session.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        } catch (SQLException e) {
            throw failure(e, line);
        }
    }

    @Override
    public void rows(byte[] buffer, int from, int to) {
        try {
            rows.writeToCopy(buffer, from, to - from);
        } catch (SQLException e) {
            throw failure(e, copyLine);
        }
    }

    @Override
    public void endOfRows() {
        try {
            rows.endCopy();
        } catch (SQLException e) {
            throw failure(e, copyLine);
        }
    }

    private String text(byte[] sql, int length, long line) {
        try {
            return CHARSETS.get(encoding)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sql, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw PulseFailure.failed(
                    "backup " + script.backup().id() + " cannot be restored: what begins in line " + line
                            + " of the script is not written in "
                            + (encoding.equals(UTF8) ? "" : encoding + " that can be read as ")
                            + UTF8,
                    "dump with --encoding=UTF8, or in custom format",
                    e);
        }
    }

    private static long linesBefore(String text, SQLException problem) {
        int position = problem instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getPosition()
                : 0;
        return text.codePoints()
                .limit(Math.max(0, position - 1))
                .filter(c -> c == '\n')
                .count();
    }

    private PulseFailure failure(SQLException problem, long line) {
        ServerErrorMessage said = problem instanceof PSQLException server ? server.getServerErrorMessage() : null;
        String reason = said == null
                ? problem.getMessage()
                : Stream.of(
                                said.getMessage(),
                                said.getDetail() == null ? "" : "DETAIL: " + said.getDetail(),
                                said.getWhere() == null ? "" : "CONTEXT: " + said.getWhere())
                        .flatMap(text -> text.lines().limit(1))
                        .map(text -> text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…")
                        .collect(Collectors.joining("; "));
        return database.limitBehind(problem)
                .map(limit -> limit.failure("line " + line + " of the script: " + reason, problem))
                .orElseGet(() -> RestoreFailure.of(
                        script,
                        String.valueOf(problem.getSQLState()),
                        "line " + line + " of the script: " + reason,
                        problem));
    }
}
