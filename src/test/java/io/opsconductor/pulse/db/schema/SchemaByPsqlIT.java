package io.opsconductor.pulse.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.opsconductor.pulse.db.dev.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files by themselves: somebody applies them with psql and nothing else. */
class SchemaByPsqlIT {

    @ParameterizedTest
    @EnumSource
    void every_file_leaves_the_catalogue_that_the_contract_wants(Edition edition)
            throws IOException, InterruptedException {
        try (TestDatabase database = edition.emptyDatabase()) {
            PsqlSession session = PsqlSession.apply(Expectation.files(), database);

            assertThat(session.catalogues()).containsOnlyKeys(Expectation.files());
            assertThat(differencesByFile(session, edition)).isEmpty();
            assertThat(session.warnings())
                    .containsOnlyKeys(Expectation.filesThatWarn(edition))
                    .allSatisfy((file, warnings) -> assertThat(warnings).hasSize(1));
        }
    }

    /** What an earlier file is to blame for is not told again of the later ones. */
    private static List<String> differencesByFile(PsqlSession session, Edition edition) {
        List<String> differences = new ArrayList<>();
        Set<String> told = new HashSet<>();
        session.catalogues().forEach((file, found) -> Expectation.after(file, edition).differences(found).stream()
                .filter(told::add)
                .forEach(difference -> differences.add(file + ": " + difference)));
        return differences;
    }
}
