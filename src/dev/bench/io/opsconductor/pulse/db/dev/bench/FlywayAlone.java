package io.opsconductor.pulse.db.dev.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.dev.TestDatabase;
import org.flywaydb.core.Flyway;

/** Flyway's own way: its core and its PostgreSQL part in a JVM that starts nothing else. */
public final class FlywayAlone {
    private final Path folder;

    private FlywayAlone(Path folder) {
        this.folder = folder;
    }

    /** @param migrations in order; named anew, since Flyway knows no letters in a version */
    static FlywayAlone on(List<Path> migrations, Path workFolder) throws IOException {
        Path folder = Files.createDirectory(workFolder.resolve("flyway"));
        for (int i = 0; i < migrations.size(); i++) {
            Files.copy(
                    migrations.get(i),
                    folder.resolve("V" + (i + 1) + "__" + migrations.get(i).getFileName()));
        }
        return new FlywayAlone(folder);
    }

    Measured migrate(TestDatabase database, List<String> javaOptions) {
        // Without our own classes: Flyway would find our part of it among them.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("/target/classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(javaOptions);
        command.addAll(
                List.of("-classpath", classPath, FlywayAlone.class.getName(), database.jdbcUrl(), folder.toString()));
        try {
            return Measured.of(new ProcessBuilder(command)::start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String... arguments) {
        Flyway.configure()
                .dataSource(arguments[0], null, null)
                .locations("filesystem:" + arguments[1])
                .placeholderReplacement(false)
                .load()
                .migrate();
    }
}
