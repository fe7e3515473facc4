package io.opsconductor.pulse.db;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.opsconductor.pulse.db.ArchitectureTest.BASE;
import static io.opsconductor.pulse.db.ArchitectureTest.check;
import static io.opsconductor.pulse.db.ArchitectureTest.in;
import static io.opsconductor.pulse.db.ArchitectureTest.outermost;

import java.security.MessageDigest;

import com.tngtech.archunit.base.DescribedPredicate;
import org.junit.jupiter.api.Test;

/** What the room of checksums keeps to itself. */
class DigestRoomTest {
    @Test
    void checksums_are_made_in_one_room() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("digest"))
                .and()
                .doNotHaveSimpleName("PartDigests")
                .should()
                .callMethodWhere(describe(
                        "makes a digest by its name",
                        call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                                && call.getName().equals("getInstance")))
                .as("only digest makes a SHA-256, and only the parts of a copy another digest")
                .because("there it is made by whatever is fastest"));
    }

    @Test
    void functions_in_c_are_called_in_one_class() {
        check(noClasses()
                .that(describe(
                        "not LibCrypto",
                        type -> !outermost(type).getSimpleName().equals("LibCrypto")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.graalvm.nativeimage..", "org.graalvm.word..")
                .as("only LibCrypto calls functions in C")
                .because("no compiler sees what they do to memory, and a JVM cannot load what calls them"));
    }

    @Test
    void it_imports_nothing_of_ours() {
        check(noClasses()
                .that()
                .resideInAPackage(in("digest"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(BASE + "..").and(DescribedPredicate.not(resideInAPackage(in("digest")))))
                .as("digest imports nothing of ours")
                .because("features, the shared rooms and the surface use it"));
    }
}
