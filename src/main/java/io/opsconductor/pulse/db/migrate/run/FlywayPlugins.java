package io.opsconductor.pulse.db.migrate.run;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import org.flywaydb.core.internal.scanner.classpath.ClassPathLocationScanner;
import org.flywaydb.core.internal.scanner.classpath.ClassPathScanner;

/**
 * What the native executable has to know of Flyway: it makes all its plugins by their names in META-INF/services, and copies those that
 * are settings as JSON. FlywayPluginsTest compares the list with Flyway's own.
 */
@RegisterForReflection(
        classNames = {
            "org.flywaydb.core.extensibility.ConfigurationExtension",
            "org.flywaydb.core.internal.database.h2.H2DatabaseType",
            "org.flywaydb.core.internal.database.sqlite.SQLiteDatabaseType",
            "org.flywaydb.core.internal.database.base.TestContainersDatabaseType",
            "org.flywaydb.core.internal.schemahistory.BaseAppliedMigration",
            "org.flywaydb.core.internal.resource.CoreResourceTypeProvider",
            "org.flywaydb.core.internal.configuration.resolvers.EnvironmentVariableResolver",
            "org.flywaydb.core.internal.configuration.resolvers.EnvironmentProvisionerNone",
            "org.flywaydb.core.internal.configuration.resolvers.PlaceholderPropertyResolver",
            "org.flywaydb.core.internal.proprietaryStubs.CheckCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.UndoCommandExtensionStub",
            "org.flywaydb.core.api.migration.baseline.BaselineAppliedMigration",
            "org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension",
            "org.flywaydb.core.api.migration.baseline.BaselineMigrationResolver",
            "org.flywaydb.core.api.migration.baseline.BaselineResourceTypeProvider",
            "org.flywaydb.core.internal.proprietaryStubs.LicensingConfigurationExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.AuthCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.DeployCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.DiffCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.ModelCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.DiffTextCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.GenerateCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.PrepareCommandExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.PATTokenConfigurationExtensionStub",
            "org.flywaydb.core.internal.proprietaryStubs.OfflinePermitConfigurationExtensionStub",
            "org.flywaydb.core.internal.publishing.PublishingConfigurationExtension",
            "org.flywaydb.core.internal.scanner.classpath.ClasspathLocationHandlerImpl",
            "org.flywaydb.core.internal.scanner.filesystem.FilesystemLocationHandler",
            "org.flywaydb.core.internal.NullFlywayTelemetryManager",
            "org.flywaydb.core.internal.jdbc.ErrorOverrideInitializerStub",
            "org.flywaydb.database.cockroachdb.CockroachDBDatabaseType",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            "org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension",
            "org.flywaydb.database.postgresql.TransactionalModel",
            "io.opsconductor.pulse.db.migrate.run.ReducedPostgresDatabaseType"
        })
@RegisterResources(
        globs = {"META-INF/services/org.flywaydb.core.extensibility.Plugin", "org/flywaydb/database/version.txt"})
final class FlywayPlugins {
    private FlywayPlugins() {}

    /** No class path is searched for migrations; how to would need classes of application servers. */
    @TargetClass(ClassPathScanner.class)
    static final class NoClassPathScanner {
        private NoClassPathScanner() {}

        @Substitute
        private ClassPathLocationScanner createLocationScanner(String protocol) {
            return null;
        }
    }
}
