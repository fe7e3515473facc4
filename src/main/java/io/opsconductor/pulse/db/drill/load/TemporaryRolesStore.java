package io.opsconductor.pulse.db.drill.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import org.postgresql.util.PasswordUtil;

/**
 * Roles that a restore makes for itself: they are dropped when it ends, and where it was killed by the next one, which
 * knows them by their comment.
 */
public final class TemporaryRolesStore implements AutoCloseable {
    /** Names what they are for; see {@code leftover-roles.sql}. */
    private static final String COMMENT = "pulse-db restore: made for %s, dropped with it";

    /** The name of the lock in a database that shows that it is being restored into. */
    public static final String LOCK = "pulse-db restore";

    /** More than a rehearsal opens. */
    private static final int SESSIONS = 20;

    /** More than a restore takes. */
    private static final Duration LONGEST = Duration.ofDays(14);

    private static final DateTimeFormatter BEGUN = DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmss");

    private final Database server;
    private final String purpose;
    private final Deque<String> made = new ArrayDeque<>();

    /**
     * @param server any database of the server
     * @param purpose a name of our own with a time in it: that of the scratch database, if there is one
     */
    public TemporaryRolesStore(Database server, String purpose) {
        this.server = server;
        this.purpose = purpose;
    }

    /** @param name of a role that may neither log in nor do anything: it only owns what it owned where it comes from */
    public void placeholder(String name) {
        make(name, "NOLOGIN");
    }

    /**
     * Its password goes to the server as a SCRAM verifier: a log of statements does not tell it.
     *
     * @param sessions how many it may have at once
     */
    public Loader loader(int sessions) {
        return login("pulse_loader_", "NOBYPASSRLS", sessions);
    }

    /** One that is to own what a superuser owned. */
    public Loader migrator(boolean bypassesRowSecurity) {
        return login("pulse_migrator_", bypassesRowSecurity ? "BYPASSRLS" : "NOBYPASSRLS", SESSIONS);
    }

    /** One from which no row is hidden. */
    public Loader reader() {
        return login("pulse_reader_", "BYPASSRLS", SESSIONS);
    }

    /** Where its restore is killed and its database stays, the password expires. */
    private String expiry() {
        LocalDateTime begun =
                LocalDateTime.parse(purpose.replaceFirst("^pulse_[a-z]+_", "").replaceFirst("_[0-9a-f]+$", ""), BEGUN);
        return SqlLiteral.of(begun.plus(LONGEST) + "Z");
    }

    private Loader login(String kind, String rowSecurity, int sessions) {
        Loader loader = new Loader(
                purpose.replaceFirst("^pulse_[a-z]+_", kind),
                (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
        make(
                loader.name(),
                "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION " + rowSecurity + " CONNECTION LIMIT "
                        + sessions + " VALID UNTIL " + expiry() + " PASSWORD "
                        + SqlLiteral.of(
                                PasswordUtil.encodeScramSha256(loader.password().toCharArray())));
        return loader;
    }

    private void make(String name, String attributes) {
        made.push(name);
        execute(
                server,
                "CREATE ROLE " + SqlIdentifier.of(name) + " " + attributes,
                "COMMENT ON ROLE " + SqlIdentifier.of(name) + " IS " + SqlLiteral.of(COMMENT.formatted(purpose)));
    }

    /**
     * Those of restores that were killed. What still owns something stays: another try will not help it either.
     *
     * @param restoring whether that database is being restored into, which is shown by a lock in it
     */
    public static void sweep(Database server, boolean restoring) {
        try (Connection connection = server.connect("restore");
                Statement statement = connection.createStatement()) {
            for (String quoted : Query.list(
                    connection,
                    SqlFile.read("drill/leftover-roles"),
                    row -> row.getString("quoted"),
                    LOCK,
                    restoring)) {
                try {
                    statement.execute("DROP ROLE IF EXISTS " + quoted);
                } catch (SQLException owner) {
                    // It owns something, in a database that was filled for keeps.
                }
            }
        } catch (SQLException e) {
            throw server.failure(e);
        }
    }

    /** Takes a role's rights in a database away, and what it made there. */
    static void disown(Database database, String name) {
        execute(database, "DROP OWNED BY " + SqlIdentifier.of(name));
    }

    @Override
    public void close() {
        PulseFailure first = null;
        while (!made.isEmpty()) {
            String name = made.pop();
            try {
                execute(server, "DROP ROLE IF EXISTS " + SqlIdentifier.of(name));
            } catch (PulseFailure failure) {
                PulseFailure told = new PulseFailure(
                        failure.exit(),
                        "the role " + name + " cannot be dropped: " + failure.getMessage(),
                        "DROP ROLE " + SqlIdentifier.of(name) + ";",
                        failure);
                first = first == null ? told : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    static void execute(Database database, String... statements) {
        execute(database, List.of(statements));
    }

    static void execute(Database database, List<String> statements) {
        Uninterrupted.run(() -> {
            try (Connection connection = database.connect("restore");
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw database.failure(e);
            }
        });
    }
}
