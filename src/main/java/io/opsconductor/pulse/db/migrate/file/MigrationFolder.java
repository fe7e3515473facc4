package io.opsconductor.pulse.db.migrate.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.config.PackedFiles;
import io.opsconductor.pulse.db.failure.FileName;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads a folder of migrations, in order. Nothing in it is passed over in silence. */
public final class MigrationFolder {
    /** A number, perhaps with a letter, or a time such as other tools begin their names with. */
    private static final Pattern NAME = Pattern.compile("(\\d{1,18}[a-z]?)_[^/]+\\.sql");

    private static final Path PACKED = Path.of(PackedFiles.FOLDER_NAME);

    private static final Pattern DOCUMENTATION = Pattern.compile("\\..*|(?i).*\\.md");

    /** In bytes: what one array holds. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final int PART = 1 << 16;

    private MigrationFolder() {}

    /** Which folder that is, for people. */
    public static String words(Optional<Path> directory) {
        return directory.filter(PACKED::equals).isPresent()
                ? "the schema of OpsConductor-Pulse (packed)"
                : directory.map(Path::toString).orElse("");
    }

    /**
     * @param directory empty where none is configured
     * @throws PulseFailure (usage) when the folder is missing, cannot be read, or holds anything but migrations
     */
    public static List<MigrationFile> read(Optional<Path> directory) {
        Path folder = directory.orElseThrow(() -> PulseFailure.usage(
                "no folder of migrations is configured",
                "--migrations=DIR or pulse.migrations.directory; for the schema of OpsConductor-Pulse"
                        + " --migrations=" + PACKED));
        try {
            return folder.equals(PACKED) ? PackedMigrations.FILES : fromDirectory(folder);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * The names of the files in a folder, in order; empty for a folder without migrations.
     *
     * @throws PulseFailure (usage) as {@link #read} does
     */
    public static List<String> names(Path directory) {
        try {
            Map<String, Path> entries = entries(existing(directory));
            refuseOthers(entries);
            return entries.keySet().stream()
                    .sorted(Comparator.comparing(name -> version(name).orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static PulseFailure failure(IOException problem) {
        return problem instanceof AccessDeniedException denied
                ? PulseFailure.usage("may not read " + denied.getFile(), "let this user read it")
                : PulseFailure.usage(
                        "cannot read the migrations: " + problem.getMessage(),
                        "check that they may be read by this user");
    }

    private static List<MigrationFile> fromDirectory(Path directory) throws IOException {
        Map<String, Path> entries = entries(existing(directory));
        refuseOthers(entries);
        refuseLinksOut(directory, entries);
        List<MigrationFile> files = new ArrayList<>();
        entries.forEach(
                (name, entry) -> files.add(MigrationFile.of(version(name).orElseThrow(), name, () -> bytes(entry))));
        if (files.isEmpty()) {
            throw PulseFailure.usage("there is no migration in " + directory, "correct --migrations");
        }
        return inOrder(files);
    }

    private static Path existing(Path directory) {
        // An empty name would be the working directory, which is never meant.
        if (directory.toString().isEmpty() || !Files.isDirectory(directory)) {
            throw PulseFailure.usage("there is no directory " + directory, "correct --migrations");
        }
        return directory;
    }

    /** By name; without what is documentation, or hidden: a mounted ConfigMap keeps its files under two dots. */
    private static Map<String, Path> entries(Path directory) throws IOException {
        Map<String, Path> named = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> named.put(FileName.of(entry), entry));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        named.keySet().removeIf(name -> DOCUMENTATION.matcher(name).matches());
        return named;
    }

    /** Everything that does not belong here is named at once, and the tool that it belongs to. */
    private static void refuseOthers(Map<String, Path> entries) {
        OtherTool.byNames(entries.keySet()).ifPresent(tool -> {
            throw PulseFailure.usage(
                    "the migrations' folder is one of " + tool.words() + ": '"
                            + String.join("', '", tool.owns(entries.keySet())) + "'; nothing was touched",
                    tool.remedy());
        });
        List<String> strange = entries.entrySet().stream()
                .filter(entry -> version(entry.getKey()).isEmpty() || !Files.isRegularFile(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!strange.isEmpty()) {
            boolean one = strange.size() == 1;
            throw PulseFailure.usage(
                    one
                            ? "'" + strange.get(0) + "' in the migrations' folder is no migration"
                            : strange.size() + " entries of the migrations' folder are no migrations: '"
                                    + String.join("', '", strange) + "'",
                    "name migrations NNN_name.sql, NNNx_name.sql or by a time such as 20260131120000_name.sql; move"
                            + " other files elsewhere");
        }
    }

    /** A mounted ConfigMap is full of links, none of which leads out; another file's text would be executed, and shown. */
    private static void refuseLinksOut(Path directory, Map<String, Path> entries) throws IOException {
        Path folder = directory.toRealPath();
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            if (!entry.getValue().toRealPath().startsWith(folder)) {
                throw PulseFailure.usage(
                        "'" + entry.getKey() + "' in the migrations' folder is a link to a file outside of it",
                        "put the file itself there");
            }
        }
    }

    /** In parts: reading all at once takes the file's size a second time, outside the heap, until the process ends. */
    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            refuseTooLarge(file, size);
            byte[] bytes = new byte[(int) size];
            int length = 0;
            for (int n = 0; n >= 0 && length < size; length += Math.max(0, n)) {
                n = in.read(bytes, length, Math.min(PART, bytes.length - length));
            }
            if (length < size || in.read() >= 0) {
                throw PulseFailure.usage(
                        "migration " + FileName.of(file) + " changed while it was read", "run it again");
            }
            return bytes;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Its bytes and its text are in memory together. Native executables were killed instead: they do not ask whether one
     * large array still fits.
     */
    private static void refuseTooLarge(Path file, long size) {
        long heap = Runtime.getRuntime().maxMemory();
        if (size > LARGEST || 2 * size > heap) {
            throw PulseFailure.failed(
                    "migration " + FileName.of(file) + " has " + Bytes.text(size)
                            + ", and reading it takes twice as much; the heap may take " + Bytes.text(heap),
                    "cut it into several, or give the process four times its size",
                    null);
        }
    }

    static Optional<MigrationVersion> version(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? MigrationVersion.parse(matcher.group(1)) : Optional.empty();
    }

    static List<MigrationFile> inOrder(List<MigrationFile> files) {
        Map<MigrationVersion, String> seen = new HashMap<>();
        List<MigrationFile> sorted = files.stream()
                .sorted(Comparator.<MigrationFile>naturalOrder().thenComparing(MigrationFile::script))
                .toList();
        for (MigrationFile file : sorted) {
            String other = seen.put(file.version(), file.script());
            if (other != null) {
                throw PulseFailure.usage(
                        "two migrations have version " + file.version() + ": " + other + " and " + file.script(),
                        "give one of them another number or a letter");
            }
        }
        return sorted;
    }
}
