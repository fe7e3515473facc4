package io.opsconductor.pulse.db.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads a folder of migrations, in order. Nothing in it is passed over in silence. */
final class MigrationFolder {
    private static final Pattern NAME = Pattern.compile("(\\d{3,9}[a-z]?)_[^/]+\\.sql");
    /** Where the build packs db/migrations; a native executable cannot list a folder, hence the index. */
    private static final String PACKED = "/db/migrations/";

    private static final String PACKED_INDEX = "/db/migrations.index";

    private MigrationFolder() {}

    /** @param directory empty for the migrations packed into the executable */
    static List<MigrationFile> read(Optional<Path> directory) {
        try {
            return directory.isPresent() ? fromDirectory(directory.get()) : packed();
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
        // An empty name would be the working directory, which nobody means.
        if (directory.toString().isEmpty() || !Files.isDirectory(directory)) {
            throw PulseFailure.usage("there is no directory " + directory, "correct --migrations");
        }
        List<MigrationFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            // A mounted ConfigMap keeps its real files under names that begin with two dots.
            for (Path entry : entries.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .toList()) {
                String name = entry.getFileName().toString();
                MigrationVersion version = version(name);
                if (!Files.isRegularFile(entry)) {
                    throw PulseFailure.usage("'" + name + "' in the migrations' folder is no file", "remove it");
                }
                files.add(MigrationFile.of(version, name, () -> bytes(entry)));
            }
        }
        if (files.isEmpty()) {
            throw PulseFailure.usage("there is no migration in " + directory, "correct --migrations");
        }
        return inOrder(files);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static List<MigrationFile> packed() throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        for (String name : new String(resource(PACKED_INDEX), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            files.add(MigrationFile.of(version(name), name, resource(PACKED + name)));
        }
        return inOrder(files);
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = MigrationFolder.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the executable lacks " + path);
            }
            return in.readAllBytes();
        }
    }

    private static MigrationVersion version(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw PulseFailure.usage(
                    "'" + name + "' in the migrations' folder fits no pattern",
                    "name it NNN_name.sql or NNNx_name.sql, or remove it");
        }
        return MigrationVersion.parse(matcher.group(1)).orElseThrow();
    }

    private static List<MigrationFile> inOrder(List<MigrationFile> files) {
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
