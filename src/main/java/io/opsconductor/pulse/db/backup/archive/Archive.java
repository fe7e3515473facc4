package io.opsconductor.pulse.db.backup.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.age.AgeKey;
import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.toc.ArchiveToc;
import io.opsconductor.pulse.db.backup.toc.TocReader;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.Outcome;

/**
 * A dump for pg_restore, and the one place where it is opened. An encrypted one goes to pg_restore as a stream: its plain
 * text is on no disk, and one session has to do.
 */
public final class Archive implements AutoCloseable {
    private final Path path;
    private final Optional<AgeKey> key;
    private final Optional<OpenDirectory> place;
    private Unchanged unchanged = () -> true;

    /** Whether it is still what it was when it was found to be good. */
    @FunctionalInterface
    public interface Unchanged {
        boolean look() throws IOException;
    }

    /**
     * @param path the file, or the directory of the directory format
     * @param key opens an encrypted one, which is in custom format; empty for one that is not encrypted
     */
    public Archive(Path path, Optional<AgeKey> key) {
        this(path, key, Optional.empty());
    }

    private Archive(Path path, Optional<AgeKey> key, Optional<OpenDirectory> place) {
        this.path = path;
        this.key = key;
        this.place = place;
    }

    /** @param place its backup's, which is closed with it */
    public static Archive in(OpenDirectory place, String name, Optional<AgeKey> key) {
        return new Archive(place.path().resolve(name), key, Optional.of(place));
    }

    public static Archive plain(Path path) {
        return new Archive(path, Optional.empty());
    }

    public Path path() {
        return path;
    }

    /** Before and after each use from now on. */
    public void guard(Unchanged which) {
        unchanged = which;
    }

    /** @throws PulseFailure (failed) when it is no longer what was found to be good */
    public void requireUnchanged() {
        boolean same;
        try {
            same = unchanged.look();
        } catch (IOException gone) {
            same = false;
        }
        if (!same) {
            throw PulseFailure.failed(
                    "the backup's files were changed while they were restored: what was read may be another one's",
                    "see who writes into the directory of the backups, drop what was restored, and do it once more",
                    null);
        }
    }

    public boolean isEncrypted() {
        return key.isPresent();
    }

    /** How many sessions may restore it at once, where so many are wanted: a stream is read by one. */
    public int sessions(int wanted) {
        return key.isPresent() ? 1 : wanted;
    }

    /** @throws IOException also when it is no archive, of a format that is not known, or cut */
    public ArchiveToc toc() throws IOException {
        if (key.isEmpty()) {
            return TocReader.read(path);
        }
        try (InputStream in = key.get().open(path)) {
            return TocReader.read(in);
        }
    }

    /**
     * Runs pg_restore on it.
     *
     * @param command the program and its options
     * @param whole whether an encrypted one is read on to its end when pg_restore has read enough
     * @throws IOException when it cannot be opened, or is not what was encrypted
     * @throws PulseFailure (failed) when it is no longer what was found to be good
     */
    public <T> Outcome<T> restore(
            List<String> command, Map<String, String> environment, boolean whole, ChildProcess.OutputReader<T> reader)
            throws IOException, InterruptedException {
        requireUnchanged();
        Outcome<T> outcome = run(command, environment, whole, reader);
        requireUnchanged();
        return outcome;
    }

    /**
     * Runs pg_restore on some entries of one that is not encrypted.
     *
     * @param entries their numbers, in their order
     */
    <T> Outcome<T> restore(List<String> command, List<Integer> entries, ChildProcess.OutputReader<T> reader)
            throws InterruptedException {
        requireUnchanged();
        List<String> named = new ArrayList<>(command);
        named.add("--use-list=/dev/stdin");
        named.add(path.toString());
        byte[] list = entries.stream()
                .map(id -> id + ";\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
        Outcome<T> outcome = ChildProcess.run(named, Map.of(), new ByteArrayInputStream(list), reader);
        requireUnchanged();
        return outcome;
    }

    private <T> Outcome<T> run(
            List<String> command, Map<String, String> environment, boolean whole, ChildProcess.OutputReader<T> reader)
            throws IOException, InterruptedException {
        if (key.isEmpty()) {
            List<String> named = new ArrayList<>(command);
            named.add(path.toString());
            return ChildProcess.run(named, environment, reader);
        }
        try (InputStream in = key.get().open(path)) {
            Outcome<T> outcome = ChildProcess.run(command, environment, in, reader);
            if (whole) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return outcome;
        } catch (PulseFailure failure) {
            throw ChildProcess.problem(failure);
        }
    }

    @Override
    public void close() {
        place.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                // Nothing was written into it.
            }
        });
    }
}
