package io.opsconductor.pulse.db.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.Postgres;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.PulseDbProgram.Outcome;
import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image without Docker: the same tree made of the same packages, and the program run in it as k8s/ does, by root alone
 * ({@code src/dev/image/contain.sh}). Only where there is a native executable, which is what the image holds.
 */
@ProgramTest
class ImageIT {
    private static final long MOST_BYTES = 120_000_000;
    /** The limit of k8s/base/migrate-job.yaml; the others have more. */
    private static final String MEMORY = Long.toString(256L << 20);

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin",
            "LC_ALL", "C.UTF-8",
            "HOME", "/tmp",
            "PULSE_BACKUPS_DAILY_DIRECTORY", "/backups",
            "PULSE_DRILL_SAME_SERVER", "true");

    @TempDir
    static Path folder;

    private static Path tree;
    private static Path backups;

    @BeforeAll
    static void make() throws IOException {
        assumeTrue(PulseDbProgram.isNative(), "the image holds the native executable, and there is none");
        tree = make("tree");
        backups = Files.createDirectory(folder.resolve("backups"));
    }

    private static Path make(String name) {
        Path made = folder.resolve(name);
        Outcome outcome = Shell.run(
                Map.of("SOURCE_DATE_EPOCH", "1700000000"),
                "bash",
                "src/dev/image/tree.sh",
                System.getProperty("pulse.program"),
                made.toString());
        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        return made;
    }

    /** A tree of root's, which the temporary folder's own cleaning could not remove for others. */
    @AfterAll
    static void remove() {
        Shell.run(
                Map.of(),
                "rm",
                "-rf",
                folder.resolve("tree").toString(),
                folder.resolve("again").toString());
    }

    @Test
    void it_holds_what_it_needs_and_nothing_else() throws IOException {
        List<String> files = files(tree);

        assertThat(files)
                .filteredOn(
                        name -> !name.startsWith("usr/share/zoneinfo/") && !name.startsWith("usr/lib/locale/C.utf8/"))
                .allMatch(name ->
                        name.matches("usr/lib/x86_64-linux-gnu/(lib[a-z0-9_]+\\.so[.0-9]*|ld-linux-x86-64\\.so\\.2)"
                                + "|usr/lib64/ld-linux-x86-64\\.so\\.2|lib|lib64|bin"
                                + "|usr/lib/postgresql/17/bin/(pg_dump|pg_dumpall|pg_restore|pg_verifybackup|psql)"
                                + "|usr/bin/(lz4|zstd|sh)|usr/local/bin/pulse-db"
                                + "|etc/(passwd|group|nsswitch\\.conf|ssl/certs/ca-certificates\\.crt)"));
        assertThat(files).contains("usr/share/zoneinfo/Europe/Berlin", "usr/lib/locale/C.utf8/LC_CTYPE");
        assertThat(tree.resolve("usr/bin/sh").toRealPath())
                .isEqualTo(tree.resolve("usr/local/bin/pulse-db").toRealPath());
        assertThat(Files.readString(tree.resolve("etc/ssl/certs/ca-certificates.crt")))
                .contains("BEGIN CERTIFICATE");
    }

    @Test
    void it_is_small_and_nobody_but_the_owner_may_write() throws IOException {
        long bytes = 0;
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
                int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                assertThat(mode & (path.endsWith("tmp") ? 06000 : 06022))
                        .as(path.toString())
                        .isZero();
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void made_again_it_is_the_same_byte_for_byte() {
        assertThat(digest(make("again"))).hasSize(64).isEqualTo(digest(tree));
    }

    private static String digest(Path made) {
        String tar = "tar -C '" + made + "' --sort=name --numeric-owner -cf - . | sha256sum | cut -c 1-64";
        return Shell.run(Map.of(), "bash", "-c", tar).out().strip();
    }

    @Test
    void the_whole_job_runs_in_it_with_a_read_only_root_no_capability_and_little_memory(@Postgres TestDatabase database)
            throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can run a program in another root");
        Shell.run(Map.of(), "chown", "10001:10001", backups.toString());
        assertThat(contained(database, 0, "migrate").out()).contains("101 applied, nothing pending");
        assertThat(contained(database, 0, "backup", "take", "--init", "daily").err())
                .doesNotContain("roles are not");
        assertThat(contained(database, 0, "backup", "verify").out()).contains("daily");
        assertThat(contained(database, 0, "drill").out()).contains("no difference from the manifest");
        Outcome check = contained(database, 0, "check", "--output=json");
        assertThat(check.out()).contains("\"backup.recovery-point\"", "\"backup.drill\"");
    }

    /** What it writes is none of the root's: it would fail. */
    private static Outcome contained(TestDatabase database, int exit, String... arguments) {
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.put("DATABASE_URL", database.url());
        environment.put("PULSE_DRILL_CONFIRM_SAME_SERVER", database.name());
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "src/dev/image/contain.sh",
                tree.toString(),
                backups.toString(),
                MEMORY,
                "/usr/local/bin/pulse-db"));
        command.addAll(List.of(arguments));
        Outcome outcome = Shell.run(environment, command.toArray(String[]::new));
        assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(exit);
        return outcome;
    }

    private static List<String> files(Path made) throws IOException {
        try (Stream<Path> all = Files.walk(made)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> made.relativize(file).toString())
                    .toList();
        }
    }
}
