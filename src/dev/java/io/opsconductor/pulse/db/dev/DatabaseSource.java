package io.opsconductor.pulse.db.dev;

import java.util.UUID;

/** One of the ways to a database. */
interface DatabaseSource {

    TestDatabase create();

    /** What it is, in a few words. */
    String describe();

    /** A name nobody else uses, not even another JVM on the same server. */
    static String freshName() {
        return "pulse_test_" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A database that has been created, and how to drop it. */
    record Created(String name, Login login, boolean severalBackends, boolean schedulerRuns, Runnable drop)
            implements TestDatabase {

        @Override
        public String url() {
            return login.url(name);
        }

        @Override
        public String jdbcUrl() {
            return login.jdbcUrl(name);
        }

        @Override
        public void close() {
            drop.run();
        }
    }
}
