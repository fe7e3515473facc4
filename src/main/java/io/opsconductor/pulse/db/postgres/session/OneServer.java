package io.opsconductor.pulse.db.postgres.session;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The one server that a piece of work is done on. A name in the DNS, a list of hosts, a balancer or a pooler may lead each session to
 * another: what was read on one says nothing of the other, and what was planned for one must not be done on the other.
 */
public final class OneServer {
    /** Null before the first session. */
    private ServerIdentity first;

    private boolean several;

    /**
     * The first session chooses.
     *
     * @param where the sessions' URL, for people
     * @throws PulseFailure (not now) when this session is on another server than the first one
     */
    public synchronized void expect(ServerIdentity seen, String where) {
        if (first == null) {
            first = seen;
        }
        if (!first.equals(seen)) {
            several = true;
            throw PulseFailure.notNow(where + " " + difference(first, seen), remedy(first, seen), null);
        }
    }

    /** Whether any session was on another server than the first one. */
    public synchronized boolean isSeveral() {
        return several;
    }

    private static String difference(ServerIdentity first, ServerIdentity seen) {
        return first.started().equals(seen.started())
                ? "is another database than a moment ago (oid " + seen.database() + ", it was " + first.database() + ")"
                : "is another server than a moment ago, or was started anew: this one was started at " + seen.started()
                        + ", the one before at " + first.started();
    }

    private static String remedy(ServerIdentity first, ServerIdentity seen) {
        return first.started().equals(seen.started())
                ? "run it again; where a pooler chooses the database, let it choose one"
                : "if it was just started, run it again; if the name leads to several servers, name one of them";
    }
}
