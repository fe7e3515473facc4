package io.opsconductor.pulse.db.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSumTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "'0\n', 0", "'1000\n1\n', 1001", "'\\N\n7\n\\N\n', 7", "'2147483647\n2147483647\n', 4294967294"
    })
    void the_rows_of_batches_are_added_up(String copied, long rows) throws IOException {
        RowCountCatalog.Sum sum = new RowCountCatalog.Sum();
        sum.write(copied.getBytes(StandardCharsets.UTF_8));

        assertThat(sum.total()).isEqualTo(rows);
    }
}
