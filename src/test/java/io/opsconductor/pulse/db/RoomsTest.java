package io.opsconductor.pulse.db;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static io.opsconductor.pulse.db.ArchitectureTest.BASE;
import static io.opsconductor.pulse.db.ArchitectureTest.CLASSES;
import static io.opsconductor.pulse.db.ArchitectureTest.FEATURES;
import static io.opsconductor.pulse.db.ArchitectureTest.check;
import static io.opsconductor.pulse.db.ArchitectureTest.in;
import static io.opsconductor.pulse.db.ArchitectureTest.outermost;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms inside a feature: small enough to read, one above the other, and entered by a door. */
class RoomsTest {
    private static final int MOST_FILES = 25;

    private static final String DOOR = "the door";

    /** The rooms of a feature, bottom up: each may use those before it. */
    private static final Map<String, List<String>> STOREYS = Map.of(
            "backup",
            List.of(
                    "file",
                    "age",
                    "script",
                    "set",
                    "toc",
                    "archive",
                    "store",
                    "take",
                    "s3",
                    "remote",
                    "external",
                    "restore",
                    "judge",
                    "omission",
                    "outlook",
                    DOOR),
            "cli",
            List.of("option", "backup", "check", "migrate", "run", DOOR),
            "drill",
            List.of("attempt", "compare", "load", DOOR, "ready"),
            "isolation",
            List.of("policy", DOOR),
            "migrate",
            List.of("file", "lint", "index", "table", "status", "legacy", "plan", "run", DOOR),
            "postgres",
            List.of("wire", "url", "sql", "session", DOOR, "clock", "lock", "trust", "tool"),
            "report",
            List.of(DOOR, "html"),
            "timescale",
            List.of(
                    "extension",
                    "background",
                    "catalog",
                    "aggregate",
                    "chunk",
                    "promise",
                    "batch",
                    "timeline",
                    "job",
                    "judge",
                    "outlook",
                    "fix",
                    "policy"));

    /** Inner rooms that others may enter: words that callers and the feature share, and its use cases. */
    private static final Set<String> DOORS =
            Set.of("backup.set", "migrate.status", "timescale.fix", "timescale.policy", "timescale.timeline");

    /** Used from inner rooms that are no doors. */
    private static final Set<String> OUTSIDE_THE_DOOR = Set.of("ChunkTotal", "JobOwner", "LintRule", "Rotator");

    @ParameterizedTest
    @MethodSource("storeys")
    void a_room_knows_those_below_it_only(String feature, List<String> bottomUp) {
        LayeredArchitecture storeys = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String room : bottomUp) {
            storeys = storeys.layer(room).definedBy(room(feature, room));
        }
        for (int i = 0; i < bottomUp.size(); i++) {
            String[] above = bottomUp.subList(i + 1, bottomUp.size()).toArray(String[]::new);
            storeys = above.length == 0
                    ? storeys.whereLayer(bottomUp.get(i)).mayNotBeAccessedByAnyLayer()
                    : storeys.whereLayer(bottomUp.get(i)).mayOnlyBeAccessedByLayers(above);
        }
        check(storeys.as("the rooms of " + feature + ", bottom up: " + bottomUp));
    }

    @Test
    void every_inner_room_has_its_storey() {
        Set<String> known = STOREYS.entrySet().stream()
                .flatMap(feature -> feature.getValue().stream().map(room -> room(feature.getKey(), room)))
                .collect(Collectors.toSet());
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .filteredOn(room -> room.substring(BASE.length() + 1).contains("."))
                .isNotEmpty()
                .allSatisfy(room -> assertThat(known).contains(room));
    }

    @Test
    void the_architectures_table_has_every_room() throws IOException {
        Map<String, String> rows = Files.readAllLines(Path.of("src/site/markdown/architecture.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.toMap(line -> line.split("`")[1], line -> line.split("\\|")[2]));
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName()
                                .substring(BASE.length() + 1)
                                .split("\\."))
                        .filter(room -> room.length == 1
                                ? !rows.containsKey(room[0])
                                : !rows.getOrDefault(room[0], "").contains("`" + room[1] + "`"))
                        .map(room -> String.join(".", room))
                        .distinct())
                .isEmpty();
    }

    private static Stream<Arguments> storeys() {
        return STOREYS.entrySet().stream().map(feature -> Arguments.of(feature.getKey(), feature.getValue()));
    }

    private static String room(String feature, String room) {
        return BASE + "." + feature + (room.equals(DOOR) ? "" : "." + room);
    }

    @Test
    void the_surface_enters_features_by_their_doors() {
        check(noClasses()
                .that()
                .resideInAnyPackage(in("cli"), in("report"), in("metrics"), in("schedule"))
                .should()
                .dependOnClassesThat(describe(
                        "inner rooms of a feature",
                        type -> STOREYS.keySet().stream()
                                        .filter(FEATURES::contains)
                                        .anyMatch(
                                                feature -> type.getPackageName().startsWith(BASE + "." + feature + "."))
                                && !DOORS.contains(type.getPackageName().substring(BASE.length() + 1))
                                && !OUTSIDE_THE_DOOR.contains(outermost(type).getSimpleName())))
                .as("cli, report, metrics and schedule use a feature's door")
                .because("what lies behind it may change without them"));
    }

    @Test
    void no_room_holds_more_than_25_files() throws IOException {
        Map<Path, Long> files;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        }
        assertThat(files).hasSizeGreaterThan(FEATURES.size());

        files.values().removeIf(count -> count <= MOST_FILES);

        assertThat(files).as("more than a reader can keep in mind").isEmpty();
    }

    @Test
    void every_room_says_what_it_is_for() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            assertThat(all.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .isNotEmpty()
                    .allSatisfy(room ->
                            assertThat(room.resolve("package-info.java")).exists());
        }
    }
}
