package io.opsconductor.pulse.db.postgres.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.PostgresSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds PostgreSQL's client programs. Each installation is asked for its version; nothing is assumed from its path. */
@ApplicationScoped
public class ClientTools {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+\\S*).*", Pattern.DOTALL);
    private static final String INSTALL = "install PostgreSQL's client programs of version %s or newer, or name their"
            + " directory by PULSE_POSTGRESQL_BIN_DIRECTORY";

    private final Optional<Path> configured;
    private final List<Path> places;
    private final boolean allowUnsafeDump;

    @Inject
    ClientTools(PostgresSettings settings) {
        this(settings.binDirectory(), usualPlaces(), settings.allowUnsafeDump());
    }

    /**
     * @param configured the only directory to look in; empty to look in all places
     * @param places directories that may or may not exist
     */
    public ClientTools(Optional<Path> configured, List<Path> places, boolean allowUnsafeDump) {
        this.configured = configured;
        this.places = List.copyOf(places);
        this.allowUnsafeDump = allowUnsafeDump;
    }

    /**
     * Programs for a dump that others will restore.
     *
     * @throws PulseFailure (usage) as {@link #forServer} does, and for a pg_dump with published faults
     */
    public ClientPrograms forDump(int serverMajor) throws InterruptedException {
        ClientPrograms programs = forServer(serverMajor);
        Optional<String> safer = SafeDump.safer(programs.major(), programs.version());
        if (safer.isPresent() && !allowUnsafeDump) {
            throw SafeDump.refusal(programs, safer.get());
        }
        return programs;
    }

    /**
     * Programs that can dump from a server. The server's own major version comes first, for what a newer pg_dump writes
     * need not load into an older server; then the newest.
     *
     * @param serverMajor the server's major version; pg_dump refuses a server that is newer than itself
     * @throws PulseFailure (usage) when there are none, or only older ones
     * @see <a href="https://www.postgresql.org/docs/17/app-pgdump.html#PG-DUMP-NOTES">pg_dump's notes</a>
     */
    public ClientPrograms forServer(int serverMajor) throws InterruptedException {
        List<ClientPrograms> found = new ArrayList<>();
        for (Path directory : configured.map(List::of).orElse(places)) {
            if (isInstallation(directory)) {
                ask(directory).ifPresent(found::add);
            }
        }
        Comparator<ClientPrograms> closest = Comparator.comparing(programs -> programs.major() == serverMajor);
        ClientPrograms best = found.stream()
                .max(closest.thenComparing(ClientPrograms::major))
                .orElseThrow(() -> PulseFailure.usage(
                        "pg_dump and pg_restore are not in "
                                + configured.map(Path::toString).orElse("the PATH or where they are usually installed"),
                        INSTALL.formatted(serverMajor)));
        if (best.major() < serverMajor) {
            throw PulseFailure.usage(
                    "pg_dump " + best.version() + " in " + best.directory() + " is older than the server, which is of"
                            + " version " + serverMajor,
                    INSTALL.formatted(serverMajor));
        }
        return best;
    }

    /**
     * Another program that may lie beside PostgreSQL's.
     *
     * @return its path in the configured directory if it is there, else its name, to be found on the PATH
     */
    public String program(String name) {
        return configured
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .orElse(name);
    }

    /** Debian's pg_dump on the PATH chooses a version by rules of its own each time it runs: it cannot be relied on. */
    private boolean isInstallation(Path directory) {
        Path pgDump = directory.resolve("pg_dump");
        try {
            return Files.isExecutable(pgDump)
                    && Files.isExecutable(directory.resolve("pg_restore"))
                    && (configured.isPresent() || !pgDump.toRealPath().endsWith("pg_wrapper"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty for programs that cannot run here, which is said only of those that the configuration names. */
    private Optional<ClientPrograms> ask(Path directory) throws InterruptedException {
        String program = directory.resolve("pg_dump").toString();
        try {
            Outcome<String> outcome = ChildProcess.run(
                    List.of(program, "--version"),
                    Map.of(),
                    output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
            Matcher version = VERSION.matcher(outcome.output());
            if (outcome.succeeded() && version.matches()) {
                return Optional.of(ClientPrograms.of(directory, version.group(1)));
            }
            throw PulseFailure.usage(
                    program + " does not tell its version: " + outcome.reason(),
                    "correct or remove PULSE_POSTGRESQL_BIN_DIRECTORY");
        } catch (PulseFailure failure) {
            if (configured.isPresent()) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    /** The PATH, then where Debian, Red Hat and Alpine put the programs of each version. */
    private static List<Path> usualPlaces() {
        List<Path> places = new ArrayList<>();
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Arrays.stream(path.split(":"))
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .forEach(places::add);
        children("/usr/lib/postgresql", "*").forEach(version -> places.add(version.resolve("bin")));
        children("/usr", "pgsql-*").forEach(version -> places.add(version.resolve("bin")));
        places.addAll(children("/usr/libexec", "postgresql*"));
        return places;
    }

    private static List<Path> children(String directory, String glob) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(Path.of(directory), glob)) {
            List<Path> found = new ArrayList<>();
            children.forEach(found::add);
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }
}
