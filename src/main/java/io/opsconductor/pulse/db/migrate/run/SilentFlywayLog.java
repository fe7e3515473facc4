package io.opsconductor.pulse.db.migrate.run;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Nothing that Flyway logs is shown: progress and failures are told by us. Its logger for java.util.logging looks for the caller's name
 * on the stack before it asks whether its level is shown. Made by Flyway itself, by its name.
 */
@RegisterForReflection
public final class SilentFlywayLog implements LogCreator, Log {
    @Override
    public Log createLogger(Class<?> type) {
        return this;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception cause) {}

    @Override
    public void notice(String message) {}
}
