package io.opsconductor.pulse.db;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
}
