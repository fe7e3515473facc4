package io.opsconductor.pulse.db;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;

import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class ConstructorsTest {
    @Test
    void every_constructor_serves_the_program() {
        ArchitectureTest.check(constructors()
                .that(describe(
                        "one of several",
                        one -> one.getOwner().getConstructors().size() > 1))
                .and()
                .areNotAnnotatedWith(Inject.class)
                .should(beCalled())
                .as("every constructor is called by the program or by the container")
                .because("a constructor for tests lets them prove what never runs"));
    }

    private static ArchCondition<JavaConstructor> beCalled() {
        return new ArchCondition<>("be called") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        constructor, !constructor.getAccessesToSelf().isEmpty(), constructor.getFullName()));
            }
        };
    }
}
