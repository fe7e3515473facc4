package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

import io.opsconductor.pulse.db.backup.s3.StoreClient;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The copies of one set in one object store: the way into this room. Keys are below {@link CopyTarget#root()}. What may have
 * been lost on the way is asked again, with pauses. An object is there wholly or not at all, and none is overwritten by
 * this class's callers: stores with Object Lock would keep both.
 *
 * <p>Every method throws {@link PulseFailure} (failed) when the store refuses or cannot be reached, and (not now) when the
 * thread was interrupted.
 */
public final class ObjectStore implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 6;
    /** For who must not wait: a check that cannot look says so. */
    private static final Duration GLANCE = Duration.ofSeconds(10);

    private static final int GLANCE_ATTEMPTS = 2;
    /** For all that is asked in one glance. */
    private static final Duration GLANCE_ENDS = Duration.ofMinutes(2);
    /** Of one backup: pg_dump's directory format has one for each table. */
    private static final int MOST_OBJECTS = 300_000;

    private static final int MOST_FOLDERS = 100_000;

    private final CopyTarget target;
    private final S3Client client;
    private final StoreCalls calls;
    private final ListPages pages;

    ObjectStore(CopyTarget target, Duration answerWithin, StoreCalls calls, LongConsumer sent) {
        this.target = target;
        this.calls = calls;
        client = StoreClient.of(target, answerWithin, sent);
        pages = new ListPages(this, client, calls);
    }

    public static ObjectStore of(CopyTarget target) {
        return of(target, bytes -> {});
    }

    /** @param sent is told, by the threads that send, how many bytes have just left; those that had to be sent again too */
    public static ObjectStore of(CopyTarget target, LongConsumer sent) {
        return new ObjectStore(target, ANSWER_WITHIN, new StoreCalls(target, ATTEMPTS, Optional.empty()), sent);
    }

    /** For reading little, and being told soon when that is not possible. */
    public static ObjectStore glance(CopyTarget target) {
        return new ObjectStore(
                target, GLANCE, new StoreCalls(target, GLANCE_ATTEMPTS, Optional.of(GLANCE_ENDS)), bytes -> {});
    }

    public CopyTarget target() {
        return target;
    }

    /**
     * Sends a file, a large one in parts and several of them at once, without holding it in memory. Afterwards the store has
     * been asked for size and checksum; a file that is not what was expected is not there then.
     *
     * @param sha256 what the file's checksum has to be, in hexadecimal
     * @throws IOException when the file cannot be read
     */
    public StoredObject put(String key, Path file, String sha256) throws IOException, InterruptedException {
        return new Upload(this, client, calls).send(key, file, sha256);
    }

    /** The same for what is small. */
    public StoredObject put(String key, byte[] content) {
        return new Upload(this, client, calls).send(key, content);
    }

    /**
     * Reads an object from a place on. A connection that breaks is made again where it broke, as long as the object is the
     * same.
     *
     * @param offset in bytes
     */
    public InputStream open(String key, long offset) {
        return open(existing(key), offset);
    }

    /** The same of one that was looked at, as long as it is still that one. */
    InputStream open(StoredObject object, long offset) {
        return new RangedInput(client, calls, target, object, offset);
    }

    /** The first bytes of one that was looked at; none of what went away, or was archived and would have to be brought back. */
    public byte[] start(StoredObject object, int most) {
        return StoreFailure.orNone(() -> read(object.first(most), most));
    }

    /** @throws PulseFailure (failed) also when it is larger */
    public byte[] read(String key, int most) {
        return read(existing(key), most);
    }

    /** The same of one that was looked at, as long as it is still that one. */
    byte[] read(StoredObject object, int most) {
        if (object.bytes() > most) {
            throw PulseFailure.failed(
                    target.url() + object.key() + " has " + object.bytes()
                            + " bytes: it is not what pulse-db puts there",
                    "find out who put it there",
                    null);
        }
        try (InputStream in = open(object, 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw PulseFailure.failed(
                    target.url() + object.key() + " cannot be read: " + e.getMessage(), "try again", e);
        }
    }

    /** @throws PulseFailure (failed) also when it is not there */
    public StoredObject existing(String key) {
        return head(key)
                .orElseThrow(() -> PulseFailure.failed(
                        target.url() + key + " is not there",
                        "choose from pulse-db backup list" + (target.others() ? "" : " --copies"),
                        null));
    }

    /** Every object whose key begins so, in the order of their keys; as many as there are, without holding them. */
    public void list(String prefix, Consumer<StoredObject> each) {
        list(prefix, null, each);
    }

    /** @param delimiter passes over keys that have it behind the prefix; null for none */
    public void list(String prefix, String delimiter, Consumer<StoredObject> each) {
        pages.each(prefix, delimiter, page -> page.contents()
                .forEach(object -> each.accept(pages.listed(prefix, object))));
    }

    /**
     * The objects of one backup, by their keys below its id.
     *
     * @throws PulseFailure (failed) also when there are more than any backup has
     */
    Map<String, StoredObject> objects(String id) {
        Map<String, StoredObject> objects = new HashMap<>();
        list(id + "/", object -> {
            objects.put(object.key().substring(id.length() + 1), object);
            requireAtMost(MOST_OBJECTS, objects.size(), id + "/");
        });
        return objects;
    }

    /** What stands before the first slash of all keys that have one, of those that are wanted: ids of backups. */
    public List<String> folders(Predicate<String> wanted) {
        List<String> folders = new ArrayList<>();
        pages.each("", "/", page -> page.commonPrefixes().forEach(prefix -> {
            String folder = pages.below("", prefix.prefix()).replaceFirst("/$", "");
            if (wanted.test(folder)) {
                folders.add(folder);
                requireAtMost(MOST_FOLDERS, folders.size(), "");
            }
        }));
        return folders;
    }

    /** What a store tells has to find room in memory. */
    private void requireAtMost(int most, int found, String prefix) {
        if (found > most) {
            throw nonsense("its list of " + target.url() + prefix + " has more than " + most + " entries");
        }
    }

    PulseFailure nonsense(String what) {
        return StoreFailure.nonsense(target, what, null);
    }

    /** @return empty when there is no such object */
    public Optional<StoredObject> head(String key) {
        return head(key, false);
    }

    /** @param checksum ask for what the store keeps: some refuse to be asked for what they do not know (omni#1114) */
    Optional<StoredObject> head(String key, boolean checksum) {
        return calls.call("look at " + target.url() + key, () -> {
            try {
                return Optional.of(headed(key, client.headObject(request -> {
                    request.bucket(target.bucket()).key(key(key));
                    if (checksum) {
                        request.checksumMode(ChecksumMode.ENABLED);
                    }
                })));
            } catch (AwsServiceException e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** One that is not there is no failure. */
    public void delete(String key) {
        calls.call(
                "remove " + target.url() + key,
                () -> client.deleteObject(
                        request -> request.bucket(target.bucket()).key(key(key))));
    }

    /**
     * Gives up uploads that were begun and not ended: stores keep their parts, and charge for them, without showing them.
     *
     * @param before leaves alone those begun from then on, which may still be going on elsewhere
     * @return how many
     */
    int sweep(String prefix, Instant before) {
        return UploadSweep.of(this, client, calls, prefix, before);
    }

    /** The same where the store lets this identity: no copy depends on it, and the bucket's own rules can do it. */
    public void trySweep(String prefix, Instant before) {
        try {
            sweep(prefix, before);
        } catch (PulseFailure failure) {
            if (!StoreFailure.isRefusal(failure)) {
                throw failure;
            }
        }
    }

    String key(String below) {
        return target.root() + below;
    }

    /** From an archive, for some days: {@code ongoing-request="false", expiry-date="…"}; its class stays what it was. */
    private static boolean isBroughtBack(HeadObjectResponse head) {
        return head.restore() != null && head.restore().contains("ongoing-request=\"false\"");
    }

    private StoredObject headed(String key, HeadObjectResponse head) {
        if (head.contentLength() == null || head.eTag() == null) {
            throw nonsense(target.url() + key + " has no size or no ETag");
        }
        return new StoredObject(
                key,
                head.contentLength(),
                head.eTag(),
                head.lastModified(),
                Optional.ofNullable(head.checksumSHA256()),
                Optional.ofNullable(head.objectLockRetainUntilDate()),
                isBroughtBack(head)
                        ? Optional.empty()
                        : Optional.ofNullable(head.archiveStatusAsString())
                                .or(() -> Optional.ofNullable(head.storageClassAsString())));
    }

    @Override
    public void close() {
        client.close();
    }
}
