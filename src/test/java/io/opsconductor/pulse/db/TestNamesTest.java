package io.opsconductor.pulse.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import net.jqwik.api.Property;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** One naming scheme: the name of a test is the sentence that it proves. */
class TestNamesTest {
    @Test
    void names_of_tests_are_sentences_in_snake_case() {
        methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .or()
                .areAnnotatedWith(RepeatedTest.class)
                .or()
                .areAnnotatedWith(Property.class)
                .should()
                .haveNameMatching("[a-z0-9]+(_[a-z0-9]+)+")
                .as("names of tests are sentences in snake_case")
                .because("a report of failures is read as a text")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages(ArchitectureTest.BASE));
    }

    @Test
    void a_class_is_named_as_its_file_is() {
        classes()
                .that()
                .areTopLevelClasses()
                .should(new ArchCondition<>("have the name of their file") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String file =
                                type.getSource().flatMap(Source::getFileName).orElse("");
                        events.add(new SimpleConditionEvent(
                                type, file.equals(type.getSimpleName() + ".java"), type.getName() + " is in " + file));
                    }
                })
                .as("a class has the name of its file")
                .because("whoever reads of a failure looks for that file")
                .check(new ClassFileImporter().importPackages(ArchitectureTest.BASE));
    }
}
