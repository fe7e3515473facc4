package io.opsconductor.pulse.db.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.TransactionRequirement;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.pool.DataSource;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import org.postgresql.Driver;

/**
 * An Agroal pool, opened by hand when the first session is wanted: the URL is known only once the command line has been read.
 * What it makes by reflection is registered for the native executable.
 */
@RegisterForReflection(
        classNames = {
            "[Lio.agroal.pool.ConnectionHandler;",
            "io.agroal.pool.ConnectionHandler",
            "org.postgresql.Driver",
            "org.postgresql.util.PGobject",
            "org.postgresql.util.PGInterval",
            "[Ljava.sql.Statement;",
            "[Ljava.sql.ResultSet;",
            "io.agroal.api.security.AgroalDefaultSecurityProvider",
            "io.agroal.api.security.AgroalKerberosSecurityProvider"
        })
@RegisterResources(globs = "META-INF/services/io.agroal.api.security.AgroalSecurityProvider")
final class ConnectionPool implements AutoCloseable {
    /** A session that was not used for this long is given back to the server. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** A name may lead to another server by now, while the old one still answers. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** One that was idle for this long may have been ended by the server or a firewall: it is tried, and replaced. */
    private static final Duration DOUBTFUL = Duration.ofSeconds(1);

    private final DatabaseUrl url;
    private final PoolSize size;
    private AgroalDataSource open;

    ConnectionPool(DatabaseUrl url, PoolSize size) {
        this.url = url;
        this.size = size;
    }

    PoolSize size() {
        return size;
    }

    /** Closing the session gives it back. */
    Connection lease() throws SQLException {
        return source().getConnection();
    }

    private synchronized AgroalDataSource source() {
        if (open == null) {
            open = opened(LoginProperties.of(url, "check"));
        }
        return open;
    }

    /** Until another session is wanted. */
    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private AgroalDataSource opened(Properties properties) {
        // By its constructor: AgroalDataSource.from() looks the class up by name, which a native image cannot.
        return new DataSource(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.initialSize(0)
                        .minSize(size.min())
                        .maxSize(size.max())
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .reapTimeout(IDLE)
                        .maxLifetime(LONGEST)
                        .idleValidationTimeout(DOUBTFUL)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .transactionRequirement(TransactionRequirement.OFF)
                        .connectionFactoryConfiguration(factory -> {
                            factory.jdbcUrl(url.jdbcUrl()).connectionProviderClass(Driver.class);
                            properties.stringPropertyNames().forEach(name -> {
                                String value = properties.getProperty(name);
                                switch (name) {
                                    case "user" -> factory.principal(new NamePrincipal(value));
                                    case "password" -> factory.credential(new SimplePassword(value));
                                    default -> factory.jdbcProperty(name, value);
                                }
                            });
                            return factory;
                        }))
                .get());
    }
}
