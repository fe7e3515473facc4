package io.opsconductor.pulse.db.migrate;

import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;

import io.opsconductor.pulse.db.migrate.lint.SqlScanner;
import io.opsconductor.pulse.db.migrate.lint.SqlStatement;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * Hands our files to Flyway under names that it understands: {@code 036a_cleanup.sql} becomes
 * {@code V36.1__cleanup.sql}, while the history keeps the real name.
 */
final class FlywayResources implements ResourceProvider {
    private static final String CONFIGURATION = ".conf";

    private final List<MigrationFile> files;

    FlywayResources(List<MigrationFile> files) {
        this.files = files;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return prefix.equals("V")
                ? files.stream()
                        .map(file -> resource(name(file), file.script(), file.text()))
                        .toList()
                : List.of();
    }

    /** Flyway asks for a script's configuration by the script's name; it tells whether to open a transaction. */
    @Override
    public LoadableResource getResource(String name) {
        return files.stream()
                .filter(file -> name.equals(file.script() + CONFIGURATION) || name.equals(name(file) + CONFIGURATION))
                .filter(FlywayResources::runsOutsideTransaction)
                .findFirst()
                .map(file -> resource(name, name, "executeInTransaction=false\n"))
                .orElse(null);
    }

    static boolean runsOutsideTransaction(MigrationFile file) {
        return SqlScanner.scan(file.text()).stream().anyMatch(SqlStatement::runsOutsideTransaction);
    }

    private static String name(MigrationFile file) {
        return "V" + file.version().flyway() + "__" + file.description() + ".sql";
    }

    private static LoadableResource resource(String flywayName, String realName, String text) {
        return new LoadableResource() {
            @Override
            public Reader read() {
                return new StringReader(text);
            }

            @Override
            public String getAbsolutePath() {
                return realName;
            }

            @Override
            public String getAbsolutePathOnDisk() {
                return realName;
            }

            @Override
            public String getFilename() {
                return flywayName;
            }

            @Override
            public String getRelativePath() {
                return realName;
            }
        };
    }
}
