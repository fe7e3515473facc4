package io.opsconductor.pulse.db.postgres;

import java.util.Properties;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.postgresql.PGProperty;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The server asked for a password, and none is configured. The driver has no type for that and the same SQLSTATE as for
 * other refusals, so it asks {@link Supply} for the password.
 */
final class MissingPassword extends PSQLException {
    private static final long serialVersionUID = 1L;

    private MissingPassword() {
        super("no password was given", PSQLState.INVALID_PASSWORD);
    }

    /** Made by the driver, by name, when a server asks for a password. */
    @RegisterForReflection
    public static final class Supply implements AuthenticationPlugin {
        private final Properties connection;

        public Supply(Properties connection) {
            this.connection = connection;
        }

        @Override
        public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
            String password = PGProperty.PASSWORD.getOrDefault(connection);
            if (password == null) {
                throw new MissingPassword();
            }
            return password.toCharArray();
        }
    }
}
