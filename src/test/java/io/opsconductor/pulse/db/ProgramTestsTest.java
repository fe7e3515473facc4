package io.opsconductor.pulse.db;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.opsconductor.pulse.db.dev.AlsoOnTheJvm;
import io.opsconductor.pulse.db.dev.ProgramTest;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import org.junit.jupiter.api.Test;

/** Which tests meet the native executable: a test that forgets its mark would be run on the JVM alone. */
class ProgramTestsTest {
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.opsconductor.pulse.db");

    private static final Set<String> ITS_OWN = Set.of("PulseDbProgramTest", "ProgramTestsTest");

    /** By itself, or by a class of the tests that starts it for others. */
    private static final DescribedPredicate<JavaClass> START_IT =
            describe("start the program", type -> type.getTransitiveDependenciesFromSelf().stream()
                    .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(PulseDbProgram.class)));

    @Test
    void what_starts_the_program_says_so() {
        classes()
                .that(simpleNameEndingWith("IT").and(START_IT))
                .should()
                .beAnnotatedWith(ProgramTest.class)
                .as("integration tests that start the program are @ProgramTest")
                .because("only these are run on the native executable")
                .check(TESTS);
    }

    @Test
    void no_unit_test_starts_the_program() {
        noClasses()
                .that(simpleNameEndingWith("Test")
                        .and(describe("other than its own", type -> !ITS_OWN.contains(type.getSimpleName()))))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(PulseDbProgram.class)
                .as("unit tests start no program")
                .because("they run before it is packaged")
                .check(TESTS);
    }

    @Test
    void some_of_them_run_on_the_jvm_as_well() {
        classes()
                .that()
                .areAnnotatedWith(AlsoOnTheJvm.class)
                .should()
                .beAnnotatedWith(ProgramTest.class)
                .as("@AlsoOnTheJvm is said of a @ProgramTest")
                .because("all other tests run on the JVM anyway")
                .check(TESTS);
    }
}
