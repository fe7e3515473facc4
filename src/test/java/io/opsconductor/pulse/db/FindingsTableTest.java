package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Check;
import org.junit.jupiter.api.Test;

/** The table of findings names every id that a check makes, once, and no other. */
class FindingsTableTest {
    private static final Path PAGE = Path.of("src/site/markdown/findings.md");
    private static final Pattern ID = Pattern.compile("`([a-z]+\\.[a-z-]+)`");

    @Test
    void the_table_of_findings_names_exactly_what_the_checks_find() throws Exception {
        List<String> made = new ArrayList<>();
        for (Class<?> check : checks()) {
            made.addAll(ids(check));
        }
        assertThat(made).as("no two checks share an id").doesNotHaveDuplicates();
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void every_finding_has_a_section_that_an_alert_can_link_to() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(documented()).isNotEmpty().allSatisfy(id -> assertThat(page).contains("\n## " + id + "\n"));
    }

    /** By their names, which ArchitectureTest holds them to. */
    private static List<Class<?>> checks() throws IOException, ReflectiveOperationException {
        Path classes = Path.of("target/classes");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith("Check.class")).toList();
        }
        List<Class<?>> checks = new ArrayList<>();
        for (Path file : files) {
            String name = classes.relativize(file)
                    .toString()
                    .replaceAll("\\.class$", "")
                    .replace('/', '.');
            Class<?> type = Class.forName(name);
            if (!Modifier.isAbstract(type.getModifiers())) {
                checks.add(type);
            }
        }
        return checks;
    }

    /** A check knows its ids without what it is given, so it is given nothing. */
    private static List<String> ids(Class<?> check) throws ReflectiveOperationException {
        Constructor<?> constructor = check.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return ((Check) constructor.newInstance(new Object[constructor.getParameterCount()])).ids();
    }

    /** From the first column of each row. */
    private static List<String> documented() throws IOException {
        String text = Files.readString(PAGE);
        List<String> ids = new ArrayList<>();
        text.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            Matcher id = ID.matcher(line.split("\\|")[1]);
            while (id.find()) {
                ids.add(id.group(1));
            }
        });
        return ids;
    }
}
