package io.opsconductor.pulse.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What can be checked of the documents without reading them as a person does. */
class DocumentsTest {
    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Path CONTRIBUTING = Path.of(".github/CONTRIBUTING.md");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)[`.]");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void the_readme_can_be_read_in_one_sitting() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void every_link_leads_to_a_file_and_heading_that_are_there() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                links++;
                if (!link.group(1).startsWith("http") && !leadsSomewhere(page, link.group(1))) {
                    broken.add(page + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).as("links found").isPositive();
    }

    @Test
    void every_page_can_be_reached_from_the_readme() throws IOException {
        String readme = Files.readString(README);
        List<String> pages = new ArrayList<>();
        for (Path page : pages()) {
            if (page.startsWith(PAGES) && page.getParent().equals(PAGES)) {
                pages.add(page.toString());
            }
        }
        assertThat(pages).isNotEmpty().allSatisfy(page -> assertThat(readme).contains("(" + page));
    }

    @Test
    void every_class_that_contributors_are_sent_to_and_every_test_that_a_page_names_is_there() throws IOException {
        Set<String> classes = classes();
        List<String> gone = new ArrayList<>(named(CONTRIBUTING).toList());
        for (Path page : pages()) {
            gone.addAll(named(page)
                    .filter(name -> name.endsWith("IT") || name.endsWith("Test"))
                    .toList());
        }
        assertThat(gone).isNotEmpty();
        gone.removeAll(classes);
        assertThat(gone).isEmpty();
    }

    private static Stream<String> named(Path page) throws IOException {
        return CLASS.matcher(Files.readString(page)).results().map(found -> found.group(1));
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.walk(PAGES)) {
            return Stream.concat(
                            Stream.of(README),
                            pages.filter(page -> page.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceAll("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
