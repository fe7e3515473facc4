package io.opsconductor.pulse.db.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.BackupRoom;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.Databases;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * A drill as a configuration would set it up: on the server of the backup's source, with the real pg_restore, unless
 * said otherwise.
 */
public record Rehearsal(
        Path directory,
        Path programs,
        Optional<Duration> rto,
        boolean sameServer,
        boolean createRoles,
        boolean trustOwners,
        boolean holdJobs,
        int jobs,
        Optional<Duration> timeLimit) {

    public static Rehearsal of(Path directory) {
        return new Rehearsal(
                directory,
                BackupRoom.PROGRAMS,
                Optional.of(Duration.ofHours(2)),
                true,
                false,
                false,
                false,
                1,
                Optional.empty());
    }

    public Rehearsal withPrograms(Path other) {
        return new Rehearsal(directory, other, rto, sameServer, createRoles, trustOwners, holdJobs, jobs, timeLimit);
    }

    public Rehearsal within(Duration limit) {
        return new Rehearsal(
                directory, programs, rto, sameServer, createRoles, trustOwners, holdJobs, jobs, Optional.of(limit));
    }

    public Rehearsal creatingRoles() {
        return new Rehearsal(directory, programs, rto, sameServer, true, trustOwners, holdJobs, jobs, timeLimit);
    }

    public Rehearsal withJobs(int other) {
        return new Rehearsal(
                directory, programs, rto, sameServer, createRoles, trustOwners, holdJobs, other, timeLimit);
    }

    /** The embedded server takes every role for one and the same. */
    public Rehearsal trustingOwners(boolean trusted) {
        return new Rehearsal(directory, programs, rto, sameServer, createRoles, trusted, holdJobs, jobs, timeLimit);
    }

    public Rehearsal holdingJobs() {
        return new Rehearsal(directory, programs, rto, sameServer, createRoles, trustOwners, true, jobs, timeLimit);
    }

    /** Programs whose pg_restore runs a script of the test, with {@code $REAL} for the real one. */
    static Path programs(Path directory, String script) throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("pg_dump"), BackupRoom.PROGRAMS.resolve("pg_dump"));
        Path pgRestore = Files.writeString(
                programs.resolve("pg_restore"), "#!/bin/bash\nREAL=" + BackupRoom.PROGRAMS + "\n" + script + "\n");
        Files.setPosixFilePermissions(pgRestore, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }

    public DrillResult drill(TestDatabase source) {
        return drill(source, DatabaseUrl.parse(source.url()));
    }

    /** @param login to the source's server, as another role perhaps */
    DrillResult drill(TestDatabase source, DatabaseUrl login) {
        return new Drills(
                        BackupRoom.restorables(directory, programs, rto),
                        new DrillServer(settings(source.name()), databases()),
                        settings(source.name()))
                .drill(() -> new Database(login), Optional.empty(), Optional.empty(), DrillProgress.NONE);
    }

    public RestoreResult restore(TestDatabase source, Database into) {
        return new Restores(BackupRoom.restorables(directory, programs, rto), settings(source.name()))
                .restore(
                        into,
                        () -> new Database(DatabaseUrl.parse(source.url())),
                        new Restores.Request(false, holdJobs, Optional.of("daily"), Optional.empty(), Optional.empty()),
                        DrillProgress.NONE);
    }

    private static Databases databases() {
        return new Databases(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(), "nothing", 100))
                .build());
    }

    private DrillSettings settings(String confirmed) {
        Rehearsal given = this;
        return new DrillSettings() {
            @Override
            public Optional<String> url() {
                return Optional.empty();
            }

            @Override
            public boolean sameServer() {
                return given.sameServer();
            }

            @Override
            public Optional<String> confirmSameServer() {
                return Optional.of(confirmed);
            }

            @Override
            public boolean createRoles() {
                return given.createRoles();
            }

            @Override
            public boolean trustOwners() {
                return given.trustOwners();
            }

            @Override
            public int jobs() {
                return given.jobs();
            }

            @Override
            public Optional<Duration> timeLimit() {
                return given.timeLimit();
            }
        };
    }
}
