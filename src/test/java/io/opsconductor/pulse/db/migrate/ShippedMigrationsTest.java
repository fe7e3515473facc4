package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.lint.Lint;
import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.lint.LintSource;
import org.junit.jupiter.api.Test;

class ShippedMigrationsTest {

    @Test
    void lint_finds_nothing_in_the_files_that_ship() {
        List<LintSource> files = MigrationFolder.read(Optional.empty()).stream()
                .map(file -> new LintSource(file.script(), file.text()))
                .toList();

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(Lint.of(files)).extracting(LintProblem::text).isEmpty();
    }
}
