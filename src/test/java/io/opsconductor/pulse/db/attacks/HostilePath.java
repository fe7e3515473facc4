package io.opsconductor.pulse.db.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * What a lesser role plants where a search path leads: overloads of all functions and operators that our statements use,
 * derived from the statements themselves, in {@code public} and in a schema that is called as our role.
 */
final class HostilePath {
    private static final Path SQL = Path.of("src/main/resources/sql");
    private static final Path JAVA = Path.of("src/main/java");
    private static final Pattern INCLUDED = Pattern.compile("\\{include ([\\w/-]+)}");
    private static final Pattern CALL = Pattern.compile("\\b([a-z_][a-z0-9_]*)\\s*\\(");
    private static final Pattern OPERATOR = Pattern.compile("[-+*/<>=~!@#%^&|`?]+");

    private HostilePath() {}

    /** All SQL files that are read by themselves, by their path below {@code sql/}; a part of others is read in each of them. */
    static Map<String, String> statements() {
        Set<String> parts = files(SQL, ".sql")
                .flatMap(file -> INCLUDED.matcher(read(file)).results())
                .map(found -> found.group(1) + ".sql")
                .collect(Collectors.toSet());
        return files(SQL, ".sql")
                .filter(file -> !parts.contains(SQL.relativize(file).toString()))
                // Printed for psql, with a search path of their own: run whole by TaskRightsIT.
                .filter(file -> !file.getParent().endsWith("grants"))
                .collect(Collectors.toMap(
                        file -> SQL.relativize(file).toString(),
                        file -> SqlFile.read(SQL.relativize(file).toString().replaceFirst("\\.sql$", "")),
                        (a, b) -> a,
                        TreeMap::new));
    }

    static void plant(TestDatabase database, String role) throws SQLException {
        for (String schema : Set.of("public", role)) {
            database.execute(traps(schema));
        }
    }

    private static String traps(String schema) {
        try (InputStream in = HostilePath.class.getResourceAsStream("/attacks/traps.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .formatted("'" + schema + "'", array(functions()), array(operators()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of SQL files and of the sources, where statements are put together too; what is no function is planted nowhere. */
    private static Set<String> functions() {
        Stream<String> texts = Stream.concat(
                statements().values().stream(), files(JAVA, ".java").map(HostilePath::read));
        return texts.flatMap(text -> CALL.matcher(text).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> operators() {
        return statements().values().stream()
                .map(text -> text.replaceAll("--.*", ""))
                .flatMap(text -> OPERATOR.matcher(text).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String array(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
