package io.opsconductor.pulse.db.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/**
 * All files applied in order by one plain psql, without our program, and the catalogue as it was after each.
 *
 * @param catalogues by file
 * @param warnings by file, as psql printed them
 */
record PsqlSession(Map<String, SortedMap<String, String>> catalogues, Map<String, List<String>> warnings) {
    private static final Path MIGRATIONS = Path.of("db/migrations");
    private static final String SEPARATOR = "\u001f";
    private static final String HEADING = "\u001e";
    private static final Pattern WARNING = Pattern.compile("psql:\\S*/(\\w+\\.sql):\\d+: WARNING: +(.*)");

    static PsqlSession apply(List<String> files, TestDatabase database) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("psql");
        Path output = folder.resolve("output");
        Path messages = folder.resolve("messages");
        try {
            ProcessBuilder psql = new ProcessBuilder(command(files))
                    .redirectOutput(output.toFile())
                    .redirectError(messages.toFile());
            psql.environment().putAll(DatabaseUrl.parse(database.url()).environment());
            psql.environment().put("PGCLIENTENCODING", "UTF8");
            if (psql.start().waitFor() != 0) {
                throw new AssertionError("psql failed:\n" + Files.readString(messages));
            }
            return new PsqlSession(catalogues(Files.readString(output)), warnings(Files.readAllLines(messages)));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(messages);
            Files.delete(folder);
        }
    }

    private static List<String> command(List<String> files) {
        List<String> command = new ArrayList<>(List.of(
                DevelopmentDatabases.shared().clientTools().resolve("psql").toString(),
                "-XqAt",
                "-F",
                SEPARATOR,
                "-v",
                "ON_ERROR_STOP=1"));
        for (String file : files) {
            // What a file itself selects is not of interest.
            command.addAll(List.of("-c", "\\o /dev/null"));
            run(command, MIGRATIONS.resolve(file));
            command.addAll(List.of("-c", "\\o", "-c", "\\echo '" + HEADING + file + "'"));
            run(command, SchemaResource.path(Catalogue.SCHEMA));
            run(command, SchemaResource.path(Catalogue.ROWS));
            if (file.compareTo("004") >= 0) {
                run(command, SchemaResource.path(Catalogue.ROLES));
            }
            if (file.compareTo("020") >= 0) {
                run(command, SchemaResource.path(Catalogue.TIMESCALE));
            }
        }
        return command;
    }

    private static void run(List<String> command, Path script) {
        command.add("-f");
        command.add(script.toString());
    }

    private static Map<String, SortedMap<String, String>> catalogues(String output) {
        Map<String, SortedMap<String, String>> catalogues = new LinkedHashMap<>();
        for (String section : output.split(HEADING)) {
            List<String> lines = section.lines().toList();
            SortedMap<String, String> entries = new TreeMap<>();
            for (String line : lines.isEmpty() ? lines : lines.subList(1, lines.size())) {
                String[] entry = line.split(SEPARATOR, 2);
                entries.put(entry[0], entry[1]);
            }
            if (!lines.isEmpty()) {
                catalogues.put(lines.get(0), entries);
            }
        }
        return catalogues;
    }

    private static Map<String, List<String>> warnings(List<String> messages) {
        Map<String, List<String>> warnings = new LinkedHashMap<>();
        for (String message : messages) {
            Matcher matcher = WARNING.matcher(message);
            if (matcher.matches()) {
                warnings.computeIfAbsent(matcher.group(1), file -> new ArrayList<>())
                        .add(matcher.group(2));
            }
        }
        return warnings;
    }
}
