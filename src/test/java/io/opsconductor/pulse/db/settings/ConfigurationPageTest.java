package io.opsconductor.pulse.db.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The page on configuration has a row for each key, and for no other. */
class ConfigurationPageTest {
    private static final Map<String, String> NAMES =
            Map.of("services", "NAME", "backups", "SET", "databases", "NAME", "hypertables", "NAME", "jobs", "NAME");

    @Test
    void every_key_has_its_row_and_no_row_is_of_a_key_that_is_gone() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/site/markdown/configuration.md")).stream()
                .filter(line -> line.startsWith("| `pulse."))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(keys());
    }

    private static List<String> keys() {
        Stream<String> plain = PulseKeys.PLAIN.entrySet().stream()
                .flatMap(root -> root.getValue().stream().map(key -> "pulse." + root.getKey() + "." + key));
        Stream<String> named = PulseKeys.NAMED.entrySet().stream().flatMap(root -> root.getValue().stream()
                .filter(key -> !key.equals("copies"))
                .map(key -> named(root.getKey(), key)));
        Stream<String> copies = PulseKeys.NESTED.get("backups.copies").stream()
                .map(key -> "pulse.backups.\"SET\".copies.\"NAME\"." + key);
        Stream<String> alone = PulseKeys.ALONE.stream().map(key -> "pulse." + key);
        return Stream.of(alone, plain, named, copies).flatMap(keys -> keys).toList();
    }

    private static String named(String root, String key) {
        String full = "pulse." + root + ".\"" + NAMES.get(root) + "\"." + key;
        return key.equals("hypertables") ? full + ".\"NAME\".…" : full;
    }
}
