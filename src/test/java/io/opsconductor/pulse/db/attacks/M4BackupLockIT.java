package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock;
import io.opsconductor.pulse.db.postgres.lock.AdvisoryLock.Attempt;
import io.opsconductor.pulse.db.postgres.lock.LockHolder;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Review, M4: a role that can do nothing but log in sits on the lock by which backups keep out of each other's way. */
class M4BackupLockIT {
    private static final String LOCK = "pulse-db backup daily";

    @AutoClose
    private final TestDatabase database = DevelopmentDatabases.shared().postgres();

    private final String stranger = "stranger_of_" + database.name();

    @AfterEach
    void drop() throws SQLException {
        database.execute("DROP ROLE IF EXISTS " + stranger);
    }

    @Test
    void the_holder_is_named_with_role_and_pid_and_told_from_a_run() throws SQLException {
        database.execute("CREATE ROLE " + stranger + " LOGIN PASSWORD 'theirs'");
        DatabaseUrl.Host host = DatabaseUrl.parse(database.url()).hosts().get(0);
        String theirs =
                "postgresql://" + stranger + ":theirs@" + host.name() + ":" + host.port() + "/" + database.name();
        try (Database main = new Database(DatabaseUrl.parse(database.url()));
                Database strangers = new Database(DatabaseUrl.parse(theirs));
                Connection session = strangers.connectAsRole("attack")) {
            session.createStatement().execute("SELECT pg_advisory_lock(hashtextextended('" + LOCK + "', 0))");

            AdvisoryLock.Result result = AdvisoryLock.attempt(main, LOCK);
            assertThat(result.attempt()).isEqualTo(Attempt.HELD_BY_ANOTHER);
            LockHolder holder = result.holder().orElseThrow();
            assertThat(holder.role()).isEqualTo(stranger);
            assertThat(holder.unprivileged()).isTrue();
            assertThat(holder.failure("the lock of the backup set daily"))
                    .hasMessageContaining("role " + stranger + " (server pid " + holder.pid());

            database.execute(holder.remedy());
            Optional<AdvisoryLock> taken = Optional.empty();
            for (int i = 0; i < 100 && taken.isEmpty(); i++) {
                taken = AdvisoryLock.attempt(main, LOCK).lock();
            }
            assertThat(taken).as("after the remedy").isPresent();
            taken.get().close();
        }
    }
}
