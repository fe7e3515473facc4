package io.opsconductor.pulse.db.backup.remote;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Page after page of a store's list, with an end even where the store tells none, and nothing that was not asked for. */
final class ListPages {
    /** Of up to a thousand keys each. */
    private static final int MOST_PAGES = 20_000;

    /** A store may answer with nothing while it passes over what was removed, but not again and again. */
    private static final int MOST_EMPTY = 1_000;

    /** Bytes; more than any store takes, and a backup's objects together fit a long. */
    private static final long LARGEST = 1L << 44;

    private final ObjectStore store;
    private final S3Client client;
    private final StoreCalls calls;

    ListPages(ObjectStore store, S3Client client, StoreCalls calls) {
        this.store = store;
        this.client = client;
        this.calls = calls;
    }

    void each(String prefix, String delimiter, Consumer<ListObjectsV2Response> each) {
        Set<String> tokens = new HashSet<>();
        String token = null;
        int empty = 0;
        do {
            String from = token;
            ListObjectsV2Response page = calls.call(
                    "list " + store.target().url() + prefix,
                    () -> client.listObjectsV2(
                            request -> request.bucket(store.target().bucket())
                                    .prefix(store.key(prefix))
                                    .delimiter(delimiter)
                                    // A key may hold what no XML can; the SDK decodes it.
                                    .encodingType(EncodingType.URL)
                                    .continuationToken(from)));
            each.accept(page);
            empty = page.contents().isEmpty() && page.commonPrefixes().isEmpty() ? empty + 1 : 0;
            if (empty > MOST_EMPTY) {
                throw store.nonsense("its list of " + store.target().url() + prefix + " has more than " + MOST_EMPTY
                        + " pages in a row with nothing on them");
            }
            // An answer of something else may be read as one without any object.
            if (page.isTruncated() == null || page.isTruncated() && page.nextContinuationToken() == null) {
                throw store.nonsense(
                        "its list of " + store.target().url() + prefix + " does not say whether it is all");
            }
            token = page.isTruncated() ? page.nextContinuationToken() : null;
            if (token != null && (!tokens.add(token) || tokens.size() >= MOST_PAGES)) {
                throw store.nonsense("its list of " + store.target().url() + prefix + " does not end");
            }
        } while (token != null);
    }

    /** A store may answer what was not asked for. */
    String below(String prefix, String key) {
        if (key == null || !key.startsWith(store.key(prefix))) {
            throw store.nonsense("its list of " + store.target().url() + prefix + " has keys that were not asked for");
        }
        return key.substring(store.key("").length());
    }

    StoredObject listed(String prefix, S3Object object) {
        String key = below(prefix, object.key());
        if (object.size() == null || object.size() < 0 || object.size() > LARGEST || object.eTag() == null) {
            throw store.nonsense(store.target().url() + key + " has no size that an object can have, or no ETag");
        }
        return new StoredObject(
                key,
                object.size(),
                object.eTag(),
                object.lastModified(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(object.storageClassAsString()));
    }
}
