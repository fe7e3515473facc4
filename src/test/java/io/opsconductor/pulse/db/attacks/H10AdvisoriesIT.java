package io.opsconductor.pulse.db.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Review, H10: what was built is held against the advisories that are known of it, and not against what the pom says. */
class H10AdvisoriesIT {
    private static final Path TARGET = Path.of("target");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^-]*)(?:-.*)?\\.jar");

    /**
     * @param fixed the first version that has the fix
     * @param accepted why it is lived with; empty when it is not
     */
    private record Advisory(String artifact, String fixed, String id, Optional<String> accepted) {
        static Advisory of(String line) {
            String[] fields = line.split(",", 6);
            assertThat(fields.length).as(line).isGreaterThanOrEqualTo(5);
            assertThat(fields[2]).matches("(CVE|GHSA)-.+");
            assertThat(fields[3]).matches("\\d{4}-\\d\\d-\\d\\d");
            return new Advisory(
                    fields[0],
                    fields[1],
                    fields[2],
                    Optional.of(fields)
                            .filter(found -> found.length > 5)
                            .map(found -> found[5])
                            .filter(reason -> !reason.isBlank()));
        }

        boolean concerns(String artifact, String version) {
            return artifact.equals(this.artifact) && older(version, fixed);
        }
    }

    @Test
    void nothing_that_is_shipped_has_a_known_advisory_that_is_not_accepted() throws IOException {
        Map<String, String> shipped = shipped();
        assertThat(shipped)
                .hasSizeGreaterThan(50)
                .containsKeys("org.postgresql:postgresql", "com.fasterxml.jackson.core:jackson-databind");

        assertThat(advisories())
                .filteredOn(advisory -> advisory.accepted().isEmpty())
                .allSatisfy(advisory -> assertThat(shipped.get(advisory.artifact()))
                        .as(advisory.toString())
                        .satisfies(version -> assertThat(
                                        version == null || !advisory.concerns(advisory.artifact(), version))
                                .isTrue()));
    }

    @Test
    void what_is_accepted_is_still_there_and_for_the_reason_that_is_given() throws IOException {
        Map<String, String> shipped = shipped();
        List<Advisory> accepted = advisories().stream()
                .filter(advisory -> advisory.accepted().isPresent())
                .toList();

        assertThat(accepted).allSatisfy(advisory -> {
            assertThat(shipped).as("an accepted line that has no use").containsKey(advisory.artifact());
            assertThat(advisory.concerns(advisory.artifact(), shipped.get(advisory.artifact())))
                    .as(advisory + ": the fix is here, so its reason can go")
                    .isTrue();
        });
        if (accepted.stream().anyMatch(advisory -> advisory.accepted().get().contains("of HTTP"))) {
            assertThat(shipped).doesNotContainKeys("io.quarkus:quarkus-vertx-http", "io.vertx:vertx-web-client");
        }
    }

    @Test
    void a_pin_above_the_platform_names_its_advisories_and_its_date_and_is_what_was_built() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher reason = Pattern.compile(
                        "(?s)<!--\\s*Above what quarkus-bom (\\S+) manages, because of published advisories, as of"
                                + " (\\d{4}-\\d\\d-\\d\\d):(.*?)-->\\s*((?:<[\\w.]+>[^<]+</[\\w.]+>\\s*)+)")
                .matcher(pom);
        assertThat(reason.find()).isTrue();
        assertThat(pom).contains("<quarkus.version>" + reason.group(1) + "</quarkus.version>");
        assertThat(reason.group(3)).contains("pgjdbc", "Jackson", "CVE-");

        assertThat(reason.group(4))
                .contains("<postgresql.version>" + shipped().get("org.postgresql:postgresql") + "<")
                .contains("<jackson.version>" + shipped().get("com.fasterxml.jackson.core:jackson-databind") + "<");
    }

    @Test
    void versions_are_compared_by_their_numbers() {
        assertThat(older("42.7.9", "42.7.11")).isTrue();
        assertThat(older("4.1.135.Final", "4.1.136")).isTrue();
        assertThat(older("4.1.136.Final", "4.1.136")).isFalse();
        assertThat(older("2.22.1", "2.22")).isFalse();
    }

    private static boolean older(String version, String other) {
        List<Integer> one = numbers(version);
        List<Integer> two = numbers(other);
        for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
            int difference = Integer.compare(i < one.size() ? one.get(i) : 0, i < two.size() ? two.get(i) : 0);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    private static List<Integer> numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static List<Advisory> advisories() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/advisories.csv")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Advisory::of)
                .toList();
    }

    /** Group and artifact with the version: the jars beside the program and, where it is native, its bill of materials. */
    private static Map<String, String> shipped() throws IOException {
        Map<String, String> shipped = new TreeMap<>();
        List<String> artifacts =
                advisories().stream().map(Advisory::artifact).distinct().toList();
        try (Stream<Path> files = Files.walk(TARGET.resolve("quarkus-app/lib"))) {
            for (Path file : files.toList()) {
                Matcher jar = JAR.matcher(file.getFileName().toString());
                if (jar.matches()) {
                    String name = artifacts.stream()
                            .filter(artifact -> artifact.replace(':', '.').equals(jar.group(1)))
                            .findFirst()
                            .orElse(withColon(jar.group(1)));
                    shipped.put(name, jar.group(2));
                }
            }
        }
        for (JsonNode component : components()) {
            shipped.put(
                    component.path("group").asText() + ":"
                            + component.path("name").asText(),
                    component.path("version").asText());
        }
        return shipped;
    }

    /** A jar's name does not tell where the group ends; the artifact has no full stop in it where that matters here. */
    private static String withColon(String name) {
        int at = name.lastIndexOf('.');
        return at < 0 ? name : name.substring(0, at) + ":" + name.substring(at + 1);
    }

    private static List<JsonNode> components() throws IOException {
        Path bill = TARGET.resolve("pulse-db.cdx.json");
        List<JsonNode> components = new ArrayList<>();
        if (Files.exists(bill)) {
            new ObjectMapper().readTree(bill.toFile()).path("components").forEach(components::add);
        }
        return components;
    }
}
