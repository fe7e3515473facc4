package io.opsconductor.pulse.db;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.opsconductor.pulse.db.postgres.Database;
import io.smallrye.config.ConfigMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the design and what may not enter them; each rule can be read aloud. */
class ArchitectureTest {
    static final String BASE = "io.opsconductor.pulse.db";
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    /** In alphabetical order. The schedule is none of them: it stands above them, as the command line does. */
    static final List<String> FEATURES =
            List.of("backup", "drill", "isolation", "migrate", "pool", "preflight", "rehearse", "timescale");

    private static final Map<String, Set<String>> BUILDS_ON =
            Map.of("drill", Set.of("backup"), "rehearse", Set.of("backup", "drill", "migrate"));

    /** Use cases that hold the migrating session themselves, beside the room of that session. */
    private static final Set<String> MIGRATING_SESSION =
            Set.of("Adopter", "IndexRebuilder", "Migrator", "MigrationLock", "Repairer");

    /**
     * Files run in the one, the next looks as they would, the third must reach the pool that the first reached; the fourth
     * executes scripts, which set their path themselves; the fifth looks, before the first run, where files would create; the last
     * reads what sessions for files begin with.
     */
    private static final Set<String> ROLES_PATH = Set.of(
            "LockedSession", "LookingSession", "Pooler", "ScriptStore", "TargetSessionCatalog", "SessionStartStore");

    private static final DescribedPredicate<JavaClass> READERS = describe(
            "readers",
            type -> outermost(type).getSimpleName().endsWith("Catalog")
                    || outermost(type).getSimpleName().endsWith("Store"));

    private static final DescribedPredicate<JavaClass> DECIDING = describe(
            "judges, policies, plans and records",
            type -> type.isRecord()
                    || outermost(type).getSimpleName().matches(".*(Judge|Policy|Plan)")
                    || type.getPackageName().equals(BASE + ".migrate.file")
                            && !Set.of("MigrationFolder", "PackedMigrations")
                                    .contains(outermost(type).getSimpleName())
                    || type.getPackageName().equals(BASE + ".migrate.lint")
                    || Set.of("Drift", "NormalisedText", "Refusals")
                            .contains(outermost(type).getSimpleName()));

    private static final DescribedPredicate<JavaClass> CONFIGURATION = describe(
            "configuration",
            type -> type.isAnnotatedWith(ConfigMapping.class)
                    || type.getPackageName().startsWith("org.eclipse.microprofile.config")
                    || type.getPackageName().startsWith("io.smallrye.config"));

    @Test
    void the_rules_see_the_program_and_nothing_else() {
        assertThat(CLASSES)
                .extracting(JavaClass::getName)
                .contains(BASE + ".migrate.Migrator", BASE + ".cli.PulseDb")
                .doesNotContain(ArchitectureTest.class.getName(), BASE + ".dev.DevelopmentDatabases");
    }

    @Test
    void picocli_stays_in_the_command_line() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "io.quarkus.picocli..")
                .as("only cli knows picocli")
                .because("everything else must work without a command line"));
    }

    @Test
    void sql_stays_in_postgres_and_in_readers_and_in_the_migrating_session() {
        check(noClasses()
                .that(DescribedPredicate.not(resideInAPackage(in("postgres")))
                        .and(DescribedPredicate.not(READERS))
                        .and(DescribedPredicate.not(migratingSession())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .as("only postgres, readers (…Catalog, …Store) and the migrating session know java.sql")
                .because("what decides must be testable without a database"));
    }

    @Test
    void sessions_with_the_search_path_of_their_role_are_named() {
        check(noClasses()
                .that(DescribedPredicate.not(
                        describe("the migrating session", type -> ROLES_PATH.contains(type.getSimpleName()))))
                .should()
                .callMethodWhere(describe(
                        "opens a session with the role's search path",
                        call -> call.getTargetOwner().isEquivalentTo(Database.class)
                                && Set.of("connectAsRole", "connectForScripts").contains(call.getName())))
                .as(
                        "only files, scripts, what looks at them, and the probe for a pooler have the role's own search path")
                .because("another role may write into it: everywhere else it is ours"));
    }

    @Test
    void flyway_stays_in_migrate() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("migrate"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb..")
                .as("only migrate knows Flyway")
                .because("its door must be the only one"));
    }

    @Test
    void encryption_stays_in_one_room() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("backup.age"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.exceptionfactory.jagged..")
                .as("only backup.age knows the library of age")
                .because("the format is what stays, whoever writes it"));
    }

    @Test
    void child_processes_are_started_in_postgres() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("postgres"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould()
                .accessTargetWhere(describe(
                        "starts a child by Runtime.exec",
                        access -> access.getTargetOwner().isEquivalentTo(Runtime.class)
                                && access.getName().equals("exec")))
                .as("only postgres starts child processes")
                .because("there the pipes are drained, the secrets hidden and the children ended"));
    }

    @Test
    void what_decides_is_pure() {
        check(noClasses()
                .that(DECIDING)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "java.io..")
                        .or(CONFIGURATION)
                        .or(describe("files", type -> type.isEquivalentTo(java.nio.file.Files.class)))
                        .or(describe("clocks", type -> type.isAssignableTo(Clock.class))))
                .orShould()
                .accessTargetWhere(readsTheClock())
                .as("judges, policies, plans and records know no database, file, clock or configuration")
                .because("they must give the same answer to the same facts, in microseconds"));
    }

    /** A private record is a bundle of its actor's own; the two that are named tie sessions together and judge nothing. */
    @Test
    void what_decides_holds_nothing_that_could_read() {
        check(noClasses()
                .that(DECIDING)
                .and()
                .doNotHaveModifier(JavaModifier.PRIVATE)
                .and()
                .doNotHaveSimpleName("Targets")
                .and()
                .doNotHaveSimpleName("TimescaleSnapshot")
                .should()
                .dependOnClassesThat(describe("sessions", (JavaClass type) -> type.isEquivalentTo(Database.class))
                        .or(READERS))
                .as("judges, policies, plans and records hold no session and no reader")
                .because("what they answer must not depend on when they are asked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "drill", "isolation", "migrate", "rehearse", "timescale"})
    void a_feature_imports_neither_the_surface_nor_another_feature(String feature) {
        String[] others = FEATURES.stream()
                .filter(other -> !other.equals(feature))
                .filter(other -> !BUILDS_ON.getOrDefault(feature, Set.of()).contains(other))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(in(feature))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAnyPackage(in("cli"), in("report"), in("metrics"), in("schedule"), in("settings"))
                        .as(feature
                                + " imports no command line, no report, no metrics, no schedule and no other feature")
                        .because(
                                "each feature must be readable by itself; drill builds on backup, rehearse on drill and migrate"));
    }

    @Test
    void the_shared_rooms_import_no_feature() {
        check(noClasses()
                .that()
                .resideInAnyPackage(in("check"), in("forecast"), in("postgres"), in("config"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES.stream().map(ArchitectureTest::in).toArray(String[]::new))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(in("cli"), in("report"), in("metrics"), in("schedule"), in("settings"))
                .as("check, forecast, postgres and config import no feature")
                .because("every feature imports them"));
    }

    @Test
    void failure_imports_nothing_of_ours() {
        check(noClasses()
                .that()
                .resideInAPackage(in("failure"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(BASE + "..").and(DescribedPredicate.not(resideInAPackage(in("failure")))))
                .as("failure imports nothing of ours")
                .because("every room throws it"));
    }

    @Test
    void rooms_form_no_cycle() {
        check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles().as("no cycle between rooms"));
    }

    @Test
    void every_check_ends_in_its_name() {
        check(classes()
                .that()
                .areAssignableTo(BASE + ".check.Check")
                .should()
                .haveSimpleNameEndingWith("Check")
                .as("what extends Check is called a check")
                .because("the name tells a reader what wires facts to a judge"));
    }

    static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    static String in(String room) {
        return BASE + "." + room + "..";
    }

    private static DescribedPredicate<JavaClass> migratingSession() {
        return describe(
                "the migrating session",
                type -> type.getPackageName().equals(BASE + ".migrate.run")
                        || type.getPackageName().startsWith(BASE + ".migrate")
                                && MIGRATING_SESSION.contains(outermost(type).getSimpleName()));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return describe(
                "reads the clock",
                access -> Set.of("now", "currentTimeMillis", "nanoTime").contains(access.getName())
                        && (access.getTargetOwner().getPackageName().equals("java.time")
                                || access.getTargetOwner().isEquivalentTo(System.class)));
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
