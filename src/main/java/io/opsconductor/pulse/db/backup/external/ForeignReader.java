package io.opsconductor.pulse.db.backup.external;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

import io.opsconductor.pulse.db.backup.archive.Archive;
import io.opsconductor.pulse.db.backup.archive.ArchiveHeader;
import io.opsconductor.pulse.db.backup.archive.ArchiveReader;
import io.opsconductor.pulse.db.backup.archive.CopyRows;
import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;
import io.opsconductor.pulse.db.backup.archive.PlainScript;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.ForeignDumps;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.ParallelTask;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ClientPrograms;
import io.opsconductor.pulse.db.postgres.tool.ClientTools;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a dump that another tool made to its end, within limits of time and size: anything may lie there. */
@ApplicationScoped
public class ForeignReader {
    /** There is no checksum that would tell beforehand, and pg_restore was seen to run forever on one changed bit. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(10);
    /** In bytes a second; no disk in use is slower. */
    private static final long LEAST_SPEED = 1 << 20;

    private final ClientTools tools;

    public ForeignReader(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @param recoveryPoint as the dump says itself; empty when it does not
     * @param problem what is wrong with it; empty when it is whole
     * @param databases those that it names
     * @param contents empty for what cannot be read, and for a base backup
     */
    public record Reading(
            Optional<Instant> recoveryPoint,
            Optional<String> problem,
            Set<String> databases,
            Optional<ForeignContents> contents) {}

    /**
     * @throws PulseFailure when it cannot be looked at from here: that says nothing about the dump
     */
    Reading read(BackupTarget target, Path dump) throws IOException, InterruptedException {
        Duration limit =
                LEAST_TIME.plusSeconds(ForeignStore.identity(dump, false).bytes() / LEAST_SPEED);
        try (ParallelTask<Reading> reading =
                new ParallelTask<>(Thread.currentThread().getName() + ", limited", () -> unlimited(target, dump))) {
            return reading.result(limit);
        } catch (TimeoutException e) {
            return bad("it could not be read to its end within " + Durations.text(limit));
        } catch (RuntimeException | Error e) {
            throw PulseFailure.unexpected(e);
        }
    }

    private Reading unlimited(BackupTarget target, Path dump) throws IOException, InterruptedException {
        ForeignDumps dumps = target.foreign().orElseThrow();
        byte[] start = FirstBytes.of(dump);
        DumpKind kind = ForeignStore.kind(dump, start);
        if (kind.isArchive()) {
            return archive(dumps, dump, kind, kind.header(start));
        }
        return switch (kind) {
            case BASE_BACKUP ->
                new Reading(
                        BaseBackup.started(dump, dumps.zone()),
                        BaseBackup.problem(tools, dump),
                        Set.of(),
                        Optional.empty());
            case PLAIN, GZIP, ZSTD, LZ4 -> packed(target, dump, kind);
            default ->
                bad(
                        Files.isDirectory(dump)
                                ? "it is a directory without pg_dump's " + DumpKind.TABLE_OF_CONTENTS
                                : TransferDamage.of(start).orElse("it begins like none of pg_dump's formats"));
        };
    }

    private Reading packed(BackupTarget target, Path dump, DumpKind kind) throws IOException, InterruptedException {
        try {
            return ForeignText.read(dump, in -> unpacked(target, in, kind));
        } catch (BoundedInput.TooLarge e) {
            return bad("it unpacks to more than " + Bytes.text(e.most()) + ", which no dump of that size does");
        } catch (EOFException | ZipException e) {
            return bad("it cannot be unpacked to its end: " + FileFailure.reason(e));
        } catch (PulseFailure failure) {
            if (kind.unpacker().isEmpty() || failure.exit() != ExitCode.USAGE) {
                throw failure;
            }
            return bad("it is packed by " + kind.unpacker().get() + ", which cannot be run here to prove it");
        }
    }

    private Reading archive(ForeignDumps dumps, Path dump, DumpKind kind, Optional<ArchiveHeader> header)
            throws IOException, InterruptedException {
        Optional<String> damage = TransferDamage.of(FirstBytes.sample(dump));
        if (header.isEmpty()) {
            return bad(damage.orElse("its header is that of no archive that can be read"));
        }
        ClientPrograms programs =
                tools.forServer(ClientPrograms.major(header.get().dumpVersion()));
        CopyRows counter = new CopyRows();
        Optional<String> problem = ArchiveReader.problem(programs, Archive.plain(dump), counter);
        Set<String> databases = header.get().database().isEmpty()
                ? Set.of()
                : Set.of(header.get().database());
        return new Reading(
                Optional.of(header.get().recoveryPoint(dumps.zone())),
                problem.isPresent() ? damage.or(() -> problem) : problem(counter),
                databases,
                problem.isPresent() ? Optional.empty() : Optional.of(contents(kind, databases, counter)));
    }

    private static Optional<String> problem(CopyRows counter) {
        if (!counter.anyTable()) {
            return Optional.of(PlainScript.NO_TABLE);
        }
        return counter.schemaOnly() ? Optional.of(PlainScript.NO_ROWS) : counter.hypertableProblem();
    }

    /** A script, to its end. An archive that was compressed once more would have to be unpacked to disk. */
    private static Reading unpacked(BackupTarget target, InputStream unpacked, DumpKind packed) throws IOException {
        ForeignDumps dumps = target.foreign().orElseThrow();
        BufferedInputStream in = new BufferedInputStream(unpacked, ArchiveHeader.LENGTH);
        in.mark(ArchiveHeader.LENGTH);
        byte[] start = in.readNBytes(ArchiveHeader.LENGTH);
        if (start.length == 0) {
            return bad("nothing is in it: the program whose output was compressed wrote none");
        }
        DumpKind kind = DumpKind.of(start);
        if (kind == DumpKind.PLAIN) {
            in.reset();
            return plain(PlainScript.read(in, dumps.zone()), packed, target.databases());
        }
        in.transferTo(OutputStream.nullOutputStream());
        return new Reading(
                kind.header(start).map(header -> header.recoveryPoint(dumps.zone())),
                Optional.of(
                        kind.isArchive()
                                ? "it is an archive that was compressed once more: pg_restore cannot read it as it is"
                                : TransferDamage.of(start)
                                        .orElse("what is compressed in it begins like none of pg_dump's formats")),
                Set.of(),
                Optional.empty());
    }

    private static Reading plain(PlainScript script, DumpKind kind, Set<String> wanted) {
        return new Reading(
                script.started(),
                script.problem(Set.of()),
                script.databases(),
                script.only(wanted)
                        .map(part -> new ForeignContents(
                                kind,
                                script.databases(),
                                part.rows().timescaleVersion(),
                                part.rows().rows(),
                                part.rows().contents(),
                                Optional.of(new ForeignScript(
                                        part.number(),
                                        part.names(),
                                        others(script.databases(), part.names()),
                                        script.writer())))));
    }

    private static Set<String> others(Set<String> all, Set<String> own) {
        Set<String> others = new TreeSet<>(all);
        others.removeAll(own);
        return others;
    }

    private static ForeignContents contents(DumpKind kind, Set<String> databases, CopyRows counter) {
        return new ForeignContents(
                kind, databases, counter.timescaleVersion(), counter.rows(), counter.contents(), Optional.empty());
    }

    private static Reading bad(String problem) {
        return new Reading(Optional.empty(), Optional.of(problem), Set.of(), Optional.empty());
    }
}
