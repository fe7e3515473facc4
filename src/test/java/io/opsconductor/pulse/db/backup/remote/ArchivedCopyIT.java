package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A rule of the bucket has moved dumps to another storage class; what is small, such as manifests, stays where it was. */
class ArchivedCopyIT extends TwoBackups {
    @ParameterizedTest
    @CsvSource({"DEEP_ARCHIVE, CRITICAL", "GLACIER_IR, OK", "STANDARD_IA, OK"})
    void a_newest_copy_that_has_to_be_brought_back_first_does_not_count(String storageClass, Severity severity) {
        copy(place);

        move(id(NEWEST), storageClass);

        Finding finding = judged();
        assertThat(finding.severity()).as(finding.message()).isEqualTo(severity);
        if (severity == Severity.CRITICAL) {
            assertThat(finding.message())
                    .contains("nothing of it can be read before it was brought back from " + storageClass);
            assertThat(finding.figure())
                    .hasValueSatisfying(figure -> assertThat(figure.limit()).isPresent());
            assertThat(finding.remedy()).contains("restore-object");
            assertThat(judged(Stores.meant(place, storageClass, place.rpo()), NOW)
                            .severity())
                    .isEqualTo(Severity.WARNING);
        }
    }

    /** Of its own: only that it answers so tells what the class means. */
    @Test
    void a_store_that_has_another_name_for_its_archive_is_asked() throws IOException {
        copy(place);
        move(id(NEWEST), "STANDARD_IA");

        try (FaultyWay way =
                new FaultyWay(place.access().endpoint().orElseThrow().getPort())) {
            way.saying("STANDARD_IA", "COLDARCHIVE");
            assertThat(judged(Stores.through(way, place), NOW).severity()).isEqualTo(Severity.OK);

            way.answer("GET*database.dump", 50, 403, "AccessDenied");
            assertThat(judged(Stores.through(way, place), NOW).severity()).isEqualTo(Severity.OK);
            assertThat(way.isUsedUp()).isFalse();
            way.heal();

            way.answer("GET*database.dump", 50, 403, "InvalidObjectState");
            Finding finding = judged(Stores.through(way, place), NOW);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("brought back from COLDARCHIVE");
        }
    }

    @Test
    void one_that_is_too_old_and_one_without_an_objective_are_told_to_lie_there() {
        copy(place);
        move(id(NEWEST), "DEEP_ARCHIVE");

        assertThat(judged(place, NOW.plus(Duration.ofDays(3)))).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("would be lost with the volume", "brought back from DEEP_ARCHIVE");
            assertThat(finding.measured()).contains("3d", "DEEP_ARCHIVE");
        });
        assertThat(judged(Stores.meant(place, "DEEP_ARCHIVE", Optional.empty()), NOW))
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.message()).contains("has an rpo", "brought back from DEEP_ARCHIVE");
                });
    }

    @Test
    void older_ones_may_lie_in_an_archive() {
        copy(place);

        move(id(OLDER), "DEEP_ARCHIVE");

        assertThat(judged().severity()).isEqualTo(Severity.OK);
    }

    private void move(String id, String storageClass) {
        String key = place.root() + id + "/database.dump";
        // What a rule of the bucket does: the same bytes and ETag, in another class.
        S3Client client = ObjectStoreServer.signing().client();
        byte[] bytes = client.getObjectAsBytes(
                        request -> request.bucket(place.bucket()).key(key))
                .asByteArray();
        client.putObject(
                request -> request.bucket(place.bucket()).key(key).storageClass(storageClass),
                RequestBody.fromBytes(bytes));
    }
}
