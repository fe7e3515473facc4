package io.opsconductor.pulse.db.failure;

import java.util.concurrent.ThreadFactory;

/** Threads of a pool that do not keep the process from ending, whatever they hang in. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** @param name of each of them */
    public static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
