package io.opsconductor.pulse.db.migrate.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.lint.LintProblem;
import io.opsconductor.pulse.db.migrate.plan.LintedFolder;
import org.junit.jupiter.api.Test;

class ShippedMigrationsTest {

    @Test
    void lint_finds_nothing_in_the_files_that_ship() {
        List<MigrationFile> files = MigrationFolder.read(Optional.of(Path.of("packed:")));

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(LintedFolder.problems(files)).extracting(LintProblem::text).isEmpty();
    }
}
