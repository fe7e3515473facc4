package io.opsconductor.pulse.db.postgres.lock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;

/**
 * Several sessions at a time, by which a pooler in transaction mode gives itself away: in session mode each keeps its backend, and no
 * two have the same. An idle pooler in transaction mode hands the backend of one to the next that asks; a busy one, or one that
 * goes round its backends, hands the same session another. Nothing but chance tells them where several poolers answer by one name.
 */
final class SharedBackends implements AutoCloseable {
    /** With eight poolers behind one name, two of eight sessions are at the same one but for once in 400. */
    private static final int MOST_SESSIONS = 8;

    private static final int LOOKS = 16;
    private static final long MAX_PAUSE_MILLIS = 15;
    /** A small pool in session mode has no backend for one session more, and keeps it waiting. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** The backend that each had at first; the session that was there already is the first, and stays open. */
    private final Map<Connection, Integer> sessions = new LinkedHashMap<>();

    private final Connection first;
    private final Database database;

    SharedBackends(Database database, Connection first) {
        this.database = database;
        this.first = first;
    }

    boolean found() throws SQLException, InterruptedException {
        sessions.put(first, Pooler.backend(first));
        while (sessions.size() < MOST_SESSIONS) {
            Connection another;
            try {
                another = database.connectToLook("pooler probe", SILENCE);
            } catch (PulseFailure refused) {
                if (sessions.size() == 1) {
                    throw refused;
                }
                break;
            }
            // Behind a pooler it has begun a transaction, in which it would keep its backend.
            another.setAutoCommit(true);
            int backend = Pooler.backend(another);
            boolean shared = sessions.containsValue(backend);
            sessions.put(another, backend);
            if (shared) {
                return true;
            }
        }
        List<Connection> all = List.copyOf(sessions.keySet());
        for (int look = 0; look < LOOKS; look++) {
            // At random, both: in turn, a pooler that goes round its backends would always give each the same.
            Thread.sleep(ThreadLocalRandom.current().nextLong(MAX_PAUSE_MILLIS));
            Connection one = all.get(ThreadLocalRandom.current().nextInt(all.size()));
            int backend = Pooler.backend(one);
            if (backend != sessions.get(one)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws SQLException {
        for (Connection session : sessions.keySet()) {
            if (session != first) {
                session.close();
            }
        }
    }
}
