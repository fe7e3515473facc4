package io.opsconductor.pulse.db.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.opsconductor.pulse.db.backup.Proof.Identity;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.ClientTools;
import io.opsconductor.pulse.db.postgres.Outcome;
import jakarta.enterprise.context.ApplicationScoped;

/** Proves a dump that somebody else made by reading it to its end, and remembers what came of it. */
@ApplicationScoped
class ForeignVerifier {
    private static final String NO_TIME =
            "it is whole, but does not say when it was made: dump with --verbose, or in" + " custom format";

    /** There is no checksum that would tell beforehand, and pg_restore was seen to run for ever on one changed bit. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(10);
    /** In bytes a second; no disk in use is slower. */
    private static final long LEAST_SPEED = 1 << 20;

    private final ClientTools tools;

    ForeignVerifier(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @throws PulseFailure (usage) when it cannot be looked at from here, or nothing can be remembered
     */
    Verification verify(BackupTarget target, Backup backup, Instant now) {
        try {
            Proof proof = prove(target, backup, now);
            return new Verification(now, proof.doubt(), proof.identity().bytes(), proof.took());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow(
                    "the verification of dump " + backup.id() + " was interrupted", "run it again", e);
        }
    }

    private Proof prove(BackupTarget target, Backup backup, Instant now) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Identity before = ForeignStore.identity(backup.path());
            Reading reading = read(target.foreign().orElseThrow(), backup.path());
            boolean changed = !ForeignStore.identity(backup.path()).equals(before);
            Optional<String> doubt = changed ? Optional.of("it was changed while it was being read") : reading.doubt;
            Proof proof =
                    new Proof(before, now, Duration.ofNanos(System.nanoTime() - start), reading.recoveryPoint, doubt);
            remember(target, backup.path().getFileName().toString(), proof);
            return proof;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    private record Reading(Optional<Instant> recoveryPoint, Optional<String> doubt) {}

    private Reading read(ForeignDumps dumps, Path dump) throws IOException, InterruptedException {
        byte[] start = ForeignStore.start(dump);
        DumpKind kind = ForeignStore.kind(dump, start);
        if (kind.isArchive()) {
            return archive(dumps, dump, kind.header(start));
        }
        try {
            return switch (kind) {
                case BASE_BACKUP -> new Reading(BaseBackup.started(dump, dumps.zone()), BaseBackup.doubt(tools, dump));
                case PLAIN -> {
                    try (InputStream in = StoredFiles.open(dump.toRealPath())) {
                        yield plain(PlainScript.read(in, dumps.zone()));
                    }
                }
                case GZIP -> {
                    try (InputStream in = new GZIPInputStream(StoredFiles.open(dump.toRealPath()), 1 << 16)) {
                        yield unpacked(dumps, in);
                    }
                }
                case ZSTD, LZ4 -> unpackedBy(kind.unpacker().orElseThrow(), dumps, dump);
                default ->
                    bad(
                            Files.isDirectory(dump)
                                    ? "it is a directory without pg_dump's " + DumpKind.TABLE_OF_CONTENTS
                                    : "it begins like none of pg_dump's formats");
            };
        } catch (EOFException | ZipException e) {
            return bad("it cannot be unpacked to its end: " + FileFailure.reason(e));
        }
    }

    private Reading archive(ForeignDumps dumps, Path dump, Optional<ArchiveHeader> header)
            throws IOException, InterruptedException {
        if (header.isEmpty()) {
            return bad("its header is that of no archive that can be read");
        }
        Optional<Instant> recoveryPoint = Optional.of(header.get().recoveryPoint(dumps.zone()));
        ClientPrograms programs =
                tools.forServer(ClientPrograms.major(header.get().dumpVersion()));
        CopyRows counter = new CopyRows();
        try {
            Duration limit = LEAST_TIME.plusSeconds(ForeignStore.identity(dump).bytes() / LEAST_SPEED);
            Optional<String> problem = Limited.run(limit, () -> ArchiveReader.problem(programs, dump, counter));
            return new Reading(
                    recoveryPoint,
                    problem.or(
                            () -> counter.schemaOnly() ? Optional.of(PlainScript.NO_ROWS) : counter.hypertableDoubt()));
        } catch (TimeoutException e) {
            return new Reading(recoveryPoint, Optional.of("pg_restore did not come to its end"));
        }
    }

    private static Reading unpackedBy(String program, ForeignDumps dumps, Path dump) throws InterruptedException {
        try {
            Outcome<Reading> outcome = ChildProcess.run(
                    List.of(program, "-d", "-c", "--", dump.toString()), Map.of(), in -> unpacked(dumps, in));
            return outcome.succeeded()
                    ? outcome.output()
                    : new Reading(
                            outcome.output().recoveryPoint,
                            Optional.of("it cannot be unpacked to its end: " + outcome.reason()));
        } catch (PulseFailure failure) {
            return bad("it is packed by " + program + ", which cannot be run here to prove it");
        }
    }

    /** A script, to its end. An archive that was compressed once more would have to be unpacked to disk. */
    private static Reading unpacked(ForeignDumps dumps, InputStream unpacked) throws IOException {
        BufferedInputStream in = new BufferedInputStream(unpacked, ArchiveHeader.LENGTH);
        in.mark(ArchiveHeader.LENGTH);
        byte[] start = in.readNBytes(ArchiveHeader.LENGTH);
        DumpKind kind = DumpKind.of(start);
        if (kind == DumpKind.PLAIN) {
            in.reset();
            return plain(PlainScript.read(in, dumps.zone()));
        }
        in.transferTo(OutputStream.nullOutputStream());
        return new Reading(
                kind.header(start).map(header -> header.recoveryPoint(dumps.zone())),
                Optional.of(
                        kind.isArchive()
                                ? "it is an archive that was compressed once more: pg_restore cannot read it as it is"
                                : "what is compressed in it begins like none of pg_dump's formats"));
    }

    private static Reading plain(PlainScript script) {
        Optional<String> doubt = script.doubt(Set.of());
        boolean undated = doubt.isEmpty() && script.started().isEmpty();
        return new Reading(script.started(), undated ? Optional.of(NO_TIME) : doubt);
    }

    private static Reading bad(String doubt) {
        return new Reading(Optional.empty(), Optional.of(doubt));
    }

    /** What lies there no more is forgotten. */
    private static void remember(BackupTarget target, String name, Proof proof) throws IOException {
        Map<String, Proof> proofs = new TreeMap<>(ProofStore.read(target));
        proofs.keySet().removeIf(known -> Files.notExists(target.root().resolve(known)));
        proofs.put(name, proof);
        try {
            ProofStore.write(target, proofs);
        } catch (IOException e) {
            throw PulseFailure.usage(
                    "what came of verifying cannot be remembered in " + ProofStore.file(target) + ": "
                            + FileFailure.reason(e),
                    "name a directory that can be written by " + target.variable("state-directory"));
        }
    }
}
