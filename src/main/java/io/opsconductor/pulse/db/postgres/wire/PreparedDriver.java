package io.opsconductor.pulse.db.postgres.wire;

import java.sql.SQLException;
import java.util.Properties;

import org.postgresql.Driver;

/**
 * A driver that has looked for its defaults on the class path. It does so at its first connection, and in a native
 * executable that search goes through every module of Java's library; this one has searched while the executable was built.
 */
public final class PreparedDriver {
    /** For every login. */
    public static final Driver ONE = create();

    /** Not a URL to the driver: it looks for its defaults, cannot decode this, and refuses without a look at any network. */
    private static final String UNREADABLE = "jdbc:postgresql://localhost/?user=%zz";

    private PreparedDriver() {}

    private static Driver create() {
        Driver driver = new Driver();
        try {
            driver.connect(UNREADABLE, new Properties()).close();
        } catch (SQLException expected) {
            return driver;
        }
        throw new IllegalStateException("the driver has connected by a URL that cannot be read");
    }
}
