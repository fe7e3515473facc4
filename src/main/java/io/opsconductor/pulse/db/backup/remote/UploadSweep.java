package io.opsconductor.pulse.db.backup.remote;

import java.time.Instant;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Gives up uploads that were begun and not ended. */
final class UploadSweep {
    private UploadSweep() {}

    /** @return how many that were begun before that */
    static int of(ObjectStore store, S3Client client, StoreCalls calls, String prefix, Instant before) {
        String bucket = store.target().bucket();
        ListMultipartUploadsResponse begun = calls.call(
                "list unfinished uploads of " + store.target().url() + prefix,
                () -> client.listMultipartUploads(
                        request -> request.bucket(bucket).prefix(store.key(prefix))));
        if (begun.isTruncated() == null) {
            throw store.nonsense("its list of unfinished uploads does not say whether it is all");
        }
        int swept = 0;
        for (MultipartUpload upload : begun.uploads()) {
            if (upload.key().startsWith(store.key(prefix))
                    && (upload.initiated() == null || upload.initiated().isBefore(before))) {
                calls.call(
                        "give up an unfinished upload of s3://" + bucket + "/" + upload.key(),
                        () -> client.abortMultipartUpload(request ->
                                request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
                swept++;
            }
        }
        return swept;
    }
}
