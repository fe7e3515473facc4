package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredObjectTest {
    @ParameterizedTest
    @CsvSource({
        "GLACIER, true, true",
        "DEEP_ARCHIVE, true, true",
        "ARCHIVE_ACCESS, true, true",
        "DEEP_ARCHIVE_ACCESS, true, true",
        "INTELLIGENT_TIERING, false, true",
        "GLACIER_IR, false, false",
        "STANDARD_IA, false, false",
        ", false, false",
    })
    void an_archive_is_what_objects_have_to_be_brought_back_from(String storageClass, boolean archived, boolean ask) {
        StoredObject object = new StoredObject(
                "k", 1, "e", Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.ofNullable(storageClass));

        assertThat(object.archive().isPresent()).isEqualTo(archived);
        assertThat(object.mayBeArchived()).isEqualTo(ask);
        assertThat(object.oddClass()).isEmpty();
    }
}
