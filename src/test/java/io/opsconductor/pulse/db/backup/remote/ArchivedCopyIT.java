package io.opsconductor.pulse.db.backup.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Writing;
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
                    .contains("nothing can be read before it was brought back from " + storageClass);
            assertThat(finding.remedy()).contains("restore-object");
            Writing writing = place.writing();
            CopyTarget meant = Stores.with(
                    place,
                    new Writing(
                            Optional.of(storageClass),
                            writing.configured(),
                            writing.lock(),
                            writing.lockFor(),
                            writing.sse(),
                            writing.sseKey(),
                            writing.parts(),
                            OptionalLong.empty()));
            assertThat(judged(meant, NOW).severity()).isEqualTo(Severity.WARNING);
        }
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
