package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** A file that was renamed has to be read by its new name: a build may leave the old one lying about for the tests. */
class SqlFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/sql");
    private static final Pattern LITERAL = Pattern.compile("(?:\"|\\{include )([a-z][a-z0-9/.-]*)[\"}]");
    /** Behind it HistoryPlace puts a name of its own. */
    private static final String NO_BEGINNING = "migrate/";

    /** A comment too is converted to the encoding of the database, in which there may be no such character. */
    @Test
    void every_file_is_in_ascii() throws IOException {
        for (Path file : files(FOLDER, ".sql")) {
            assertThat(Files.readString(file)).as(file.toString()).matches("\\p{ASCII}*");
        }
    }

    @Test
    void every_file_is_read_by_its_name() throws IOException {
        Set<String> literals = new TreeSet<>();
        List<Path> readers = new ArrayList<>(files(Path.of("src/main/java"), ".java"));
        readers.addAll(files(FOLDER, ".sql"));
        for (Path source : readers) {
            LITERAL.matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(literals::add);
        }
        Set<String> beginnings = literals.stream()
                .filter(literal -> literal.endsWith("/") || literal.endsWith("-"))
                .filter(literal -> !literal.equals(NO_BEGINNING))
                .collect(Collectors.toSet());

        assertThat(files(FOLDER, ".sql"))
                .extracting(file -> FOLDER.relativize(file).toString().replaceFirst("\\.sql$", ""))
                .isNotEmpty()
                .allMatch(name -> literals.contains(name)
                        || literals.contains(name.substring(name.lastIndexOf('/') + 1))
                        || beginnings.stream().anyMatch(name::startsWith));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
