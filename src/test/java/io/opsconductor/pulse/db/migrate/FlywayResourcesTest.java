package io.opsconductor.pulse.db.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlywayResourcesTest {

    @Test
    void only_what_cannot_run_in_a_transaction_runs_outside_of_one() {
        assertThat(FlywayResources.runsOutsideTransaction(
                        Examples.file("001", "CREATE INDEX CONCURRENTLY i ON t (a);")))
                .isTrue();
        assertThat(FlywayResources.runsOutsideTransaction(
                        Examples.file("001", "-- CREATE INDEX CONCURRENTLY\nSELECT 'VACUUM t;';")))
                .isFalse();
    }
}
