package io.opsconductor.pulse.db.migrate.run;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import java.util.logging.Logger;

import javax.sql.DataSource;

import io.quarkus.runtime.annotations.RegisterForProxy;

/**
 * Gives Flyway the same session as often as it asks for one. Flyway runs a migration on one connection and writes its
 * history on another; only when both are one session do they commit together or not at all.
 */
@RegisterForProxy(targets = Connection.class)
final class SharedConnection implements DataSource {
    private final Connection shared;

    /** @param heard told what the server says at a commit: that is said of the connection, and of no statement */
    SharedConnection(Connection connection, Consumer<SQLWarning> heard) {
        this.shared = (Connection) Proxy.newProxyInstance(
                SharedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            told(connection, heard);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Tells each warning once. */
    static void told(Connection connection, Consumer<SQLWarning> heard) throws SQLException {
        SQLWarning first = connection.getWarnings();
        connection.clearWarnings();
        for (SQLWarning said = first; said != null; said = said.getNextWarning()) {
            heard.accept(said);
        }
    }

    @Override
    public Connection getConnection() {
        return shared;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return shared;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged here.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The session is there already.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper for " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
