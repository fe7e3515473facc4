package io.opsconductor.pulse.db.postgres.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Sends statements without waiting for the answer to one before the next goes out: one round trip for all of them, where
 * JDBC makes one for each. The server still takes them one by one, parses each only after the one before has run, and
 * stops at the first that fails. The driver's own layer is used because JDBC's batches neither tell
 * the failed statement apart nor leave the text alone.
 *
 * @see <a href="https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-FLOW-PIPELINING">Pipelining</a>
 */
public final class StatementPipeline {
    private static final int TOGETHER = QueryExecutor.QUERY_ONESHOT;

    /** In this protocol alone the driver reads unwanted rows to their end; in the other it asks for only one. */
    private static final int ALONE =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE | QueryExecutor.QUERY_NO_RESULTS;

    private static final int[] NO_PARAMETERS = {};

    private StatementPipeline() {}

    public static final class Answers {
        private final List<SQLWarning> warnings = new ArrayList<>();
        private int done;
        private long rows;
        private List<String> lastRow = List.of();
        private final int sent;
        private SQLException problem;

        private Answers(int sent) {
            this.sent = sent;
        }

        /** How many statements it did not carry out, the one that failed among them; 0 when all are done. */
        public int left() {
            return sent - done;
        }

        /** How many statements it carried out: also the index of the one that failed. */
        public int done() {
            return done;
        }

        /** How many rows the last one of them wrote; 0 for one that writes none. */
        public long rows() {
            return rows;
        }

        /** The first row of the last statement that gave one, as texts; empty when none did. */
        public List<String> lastRow() {
            return lastRow;
        }

        public List<SQLWarning> warnings() {
            return warnings;
        }

        /** Why it stopped; empty when all are done. */
        public Optional<SQLException> problem() {
            return Optional.ofNullable(problem);
        }
    }

    /**
     * In the session's transaction; in autocommit mode all of them are one.
     *
     * @param statements such as give no or few rows: all are held in memory, and none of them is shown
     */
    public static Answers sendTogether(Connection connection, List<String> statements) throws SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        PreferQueryMode mode = executor.getPreferQueryMode();
        executor.setPreferQueryMode(PreferQueryMode.EXTENDED_FOR_PREPARED);
        try {
            return send(executor, statements, TOGETHER | begin(connection));
        } finally {
            executor.setPreferQueryMode(mode);
        }
    }

    /** As psql sends it; in autocommit mode outside a transaction. However many rows it gives, none is kept. */
    public static Answers sendAlone(Connection connection, String statement) throws SQLException {
        return send(
                connection.unwrap(BaseConnection.class).getQueryExecutor(),
                List.of(statement),
                ALONE | begin(connection));
    }

    private static int begin(Connection connection) throws SQLException {
        return connection.getAutoCommit() ? QueryExecutor.QUERY_SUPPRESS_BEGIN : 0;
    }

    private static Answers send(QueryExecutor executor, List<String> statements, int flags) throws SQLException {
        Query queries = executor.wrap(statements.stream()
                .map(statement -> new NativeQuery(statement, NO_PARAMETERS, false, SqlCommand.BLANK))
                .toList());
        Answers answers = new Answers(statements.size());
        executor.execute(queries, null, new Listener(answers), 0, 0, flags);
        if (answers.problem == null && answers.done != statements.size()) {
            throw new SQLException(
                    "the server answered " + answers.done + " of " + statements.size() + " statements",
                    SqlState.PROTOCOL_VIOLATION);
        }
        return answers;
    }

    /** Each statement is answered by a status or by rows; the first error ends the pipeline. */
    private static final class Listener extends ResultHandlerBase {
        private final Answers answers;

        Listener(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, ResultCursor cursor) {
            answers.done++;
            answers.rows = 0;
            answers.lastRow = rows == null || rows.isEmpty() ? answers.lastRow : texts(rows.get(0));
        }

        private static List<String> texts(Tuple row) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < row.fieldCount(); i++) {
                byte[] value = row.get(i);
                texts.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            }
            return texts;
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertedOid) {
            answers.done++;
            answers.rows = updateCount;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            answers.warnings.add(warning);
        }

        @Override
        public void handleError(SQLException error) {
            answers.problem = answers.problem == null ? error : answers.problem;
            super.handleError(error);
        }

        /** The error is handed back with the answers instead. */
        @Override
        public void handleCompletion() {}
    }
}
