package io.opsconductor.pulse.db.backup.remote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Gives up uploads that were begun and not ended. */
final class UploadSweep {
    /** Of up to a thousand uploads each. */
    private static final int MOST_PAGES = 100;

    private UploadSweep() {}

    /** @return how many that were begun before that */
    static int of(ObjectStore store, S3Client client, StoreCalls calls, String prefix, Instant before) {
        String bucket = store.target().bucket();
        int swept = 0;
        for (MultipartUpload upload : begun(store, client, calls, prefix)) {
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

    /** Of a list that is longer than any, the rest is for the next run. */
    private static List<MultipartUpload> begun(ObjectStore store, S3Client client, StoreCalls calls, String prefix) {
        List<MultipartUpload> begun = new ArrayList<>();
        ListMultipartUploadsResponse page = null;
        for (int i = 0; i < MOST_PAGES && (page == null || page.isTruncated()); i++) {
            String key = page == null ? null : page.nextKeyMarker();
            String id = page == null ? null : page.nextUploadIdMarker();
            page = calls.call(
                    "list unfinished uploads of " + store.target().url() + prefix,
                    () -> client.listMultipartUploads(
                            request -> request.bucket(store.target().bucket())
                                    .prefix(store.key(prefix))
                                    .encodingType(EncodingType.URL)
                                    .keyMarker(key)
                                    .uploadIdMarker(id)));
            if (page.isTruncated() == null) {
                throw store.nonsense("its list of unfinished uploads does not say whether it is all");
            }
            begun.addAll(page.uploads());
        }
        return begun;
    }
}
