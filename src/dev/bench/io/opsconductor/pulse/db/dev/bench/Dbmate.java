package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.opsconductor.pulse.db.dev.TestDatabase;

/** dbmate, as npm installs it into the cache, on copies of the files that carry its header. */
final class Dbmate {
    private static final String VERSION = "2.36.0";
    private static final String HEADER = "-- migrate:up\n";
    private static final String FOOTER = "\n-- migrate:down\n";

    private final Path program;
    private final Path folder;

    private Dbmate(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** @param migrations in order; numbered anew, since to dbmate 036 and 036a are one version */
    static Dbmate on(List<Path> migrations, Path workFolder) throws IOException {
        Path folder = Files.createDirectory(workFolder.resolve("dbmate"));
        for (int i = 0; i < migrations.size(); i++) {
            String name = String.format("%04d_%s", i + 1, migrations.get(i).getFileName());
            Files.writeString(folder.resolve(name), HEADER + Files.readString(migrations.get(i)) + FOOTER);
        }
        return new Dbmate(install(), folder);
    }

    Measured up(TestDatabase database) {
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "--url=" + database.url() + "?sslmode=disable",
                "--migrations-dir=" + folder,
                "--no-dump-schema",
                "migrate");
        try {
            return Measured.of(builder::start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path install() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "pulse-db", "dbmate-" + VERSION);
        Path program = cache.resolve("node_modules/@dbmate/linux-x64/bin/dbmate");
        if (!Files.exists(program)) {
            Files.createDirectories(cache);
            Measured.of(
                    new ProcessBuilder("npm", "install", "--no-audit", "--prefix=" + cache, "dbmate@" + VERSION)
                            ::start);
        }
        return program;
    }
}
