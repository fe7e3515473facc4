package io.opsconductor.pulse.db.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.postgresql.PGConnection;

/**
 * What one checkup of a database has learnt, and the sessions that it has open, so that it can be given up: the end of a
 * connection alone does not reach a backend that waits for a lock, which would wait there for as long as the lock is held.
 */
public final class OneCheckup {
    private final Map<Object, Object> answers = new HashMap<>();
    private final List<Connection> open = new ArrayList<>();
    private boolean givenUp;

    /**
     * Reads what was not read before; by one thread. A failure is not remembered.
     *
     * @param question equal to another that has the same answer
     */
    @SuppressWarnings("unchecked")
    public <T> T once(Object question, Supplier<T> reading) {
        if (!answers.containsKey(question)) {
            answers.put(question, reading.get());
        }
        return (T) answers.get(question);
    }

    /**
     * Keeps a session until it is closed.
     *
     * @throws SQLException when the checkup has been given up: then the session is closed
     */
    public synchronized Connection opened(Connection session) throws SQLException {
        if (givenUp) {
            session.close();
            throw new SQLException("this checkup was given up");
        }
        open.removeIf(OneCheckup::isClosed);
        open.add(session);
        return session;
    }

    /** Asks the server to end what runs in any of them, and lets no other begin. Does not fail. */
    public void giveUp() {
        List<Connection> running;
        synchronized (this) {
            givenUp = true;
            running = open.stream().filter(session -> !isClosed(session)).toList();
        }
        running.forEach(OneCheckup::cancel);
    }

    private static void cancel(Connection session) {
        try {
            session.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // It has just been closed, or the server cannot be reached: there is nothing to cancel.
        }
    }

    private static boolean isClosed(Connection session) {
        try {
            return session.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
