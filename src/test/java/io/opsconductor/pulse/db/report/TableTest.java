package io.opsconductor.pulse.db.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_aligned_and_no_line_ends_in_blanks() {
        Table table = new Table()
                .row("VERSION", "STATE", "FILE")
                .row("036a", "applied", "036a_cleanup.sql")
                .row("037", "", "");

        assertThat(table.lines())
                .containsExactly("VERSION  STATE    FILE", "036a     applied  036a_cleanup.sql", "037");
    }

    @Test
    void no_row_makes_no_line() {
        assertThat(new Table().lines()).isEmpty();
    }
}
