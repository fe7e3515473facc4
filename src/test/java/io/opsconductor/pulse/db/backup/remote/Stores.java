package io.opsconductor.pulse.db.backup.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Access;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Checksum;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Keys;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Lock;
import io.opsconductor.pulse.db.backup.set.CopyTarget.Writing;
import io.opsconductor.pulse.db.backup.set.RotationPolicy;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;

/** Places for copies, as a configuration would give them. */
public final class Stores {
    private Stores() {}

    /** In a new bucket of the store that checks signatures. */
    public static CopyTarget signing() {
        ObjectStoreServer server = ObjectStoreServer.signing();
        return target(server, server.bucket(), Checksum.MD5);
    }

    /** In a new bucket of the store that keeps checksums, without a lock. */
    public static CopyTarget keeping() {
        ObjectStoreServer server = ObjectStoreServer.keeping();
        return target(server, server.bucket(), Checksum.SHA256);
    }

    /** The same, told to lock for so long. */
    public static CopyTarget locking(Duration lockFor) {
        ObjectStoreServer server = ObjectStoreServer.keeping();
        return with(
                target(server, server.bucket(), Checksum.SHA256),
                new Writing(
                        Optional.empty(),
                        Optional.of(Checksum.SHA256),
                        Lock.GOVERNANCE,
                        Optional.of(lockFor),
                        Optional.empty(),
                        Optional.empty(),
                        4,
                        OptionalLong.empty()));
    }

    private static CopyTarget target(ObjectStoreServer server, String bucket, Checksum checksum) {
        return target(access(server.endpoint(), server.accessKey(), server.secretKey()), bucket, checksum);
    }

    /** In no store yet. */
    static CopyTarget offsite() {
        return target(access("http://127.0.0.1:1", "key", "secret"), "dumps", Checksum.MD5);
    }

    private static CopyTarget target(Access access, String bucket, Checksum checksum) {
        return new CopyTarget(
                "daily",
                "offsite",
                bucket,
                "team a/ü",
                access,
                new Writing(
                        Optional.empty(),
                        Optional.of(checksum),
                        Lock.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        4,
                        OptionalLong.empty()),
                Optional.of(Duration.ofHours(24)),
                RotationPolicy.KEEP_ALL,
                false);
    }

    static Access access(String endpoint, String accessKey, String secretKey) {
        return new Access(
                Optional.of(URI.create(endpoint)),
                Optional.empty(),
                Optional.of(new Keys(accessKey, secretKey)),
                true,
                Optional.empty());
    }

    static CopyTarget with(CopyTarget target, Writing writing) {
        return new CopyTarget(
                target.set(),
                target.name(),
                target.bucket(),
                target.prefix(),
                target.access(),
                writing,
                target.rpo(),
                target.rotation(),
                target.others());
    }

    /** Whose copies are to lie in that class. */
    static CopyTarget meant(CopyTarget target, String storageClass, Optional<Duration> rpo) {
        Writing writing = target.writing();
        return new CopyTarget(
                target.set(),
                target.name(),
                target.bucket(),
                target.prefix(),
                target.access(),
                new Writing(
                        Optional.of(storageClass),
                        writing.configured(),
                        writing.lock(),
                        writing.lockFor(),
                        writing.sse(),
                        writing.sseKey(),
                        writing.parts(),
                        writing.bandwidth()),
                rpo,
                target.rotation(),
                target.others());
    }

    static CopyTarget with(CopyTarget target, Access access) {
        return new CopyTarget(
                target.set(),
                target.name(),
                target.bucket(),
                target.prefix(),
                access,
                target.writing(),
                target.rpo(),
                target.rotation(),
                target.others());
    }

    /** Where another tool puts its dumps, in a new bucket of the store that keeps checksums, under any key. */
    public static CopyTarget others() {
        CopyTarget own = keeping();
        return new CopyTarget(
                own.set(),
                own.name(),
                own.bucket(),
                own.prefix(),
                own.access(),
                own.writing(),
                own.rpo(),
                own.rotation(),
                true);
    }

    /** The same place, reached by another endpoint. */
    public static CopyTarget at(String endpoint, CopyTarget target) {
        return with(target, access(endpoint, "key", "secret"));
    }

    /** The same place, reached by another way. */
    static CopyTarget through(FaultyWay way, CopyTarget target) {
        Keys keys = target.access().keys().orElseThrow();
        return with(target, access("http://127.0.0.1:" + way.port(), keys.access(), keys.secret()));
    }

    /** Of which rotation keeps so many. */
    static CopyTarget rotated(CopyTarget place, int last) {
        return new CopyTarget(
                place.set(),
                place.name(),
                place.bucket(),
                place.prefix(),
                place.access(),
                place.writing(),
                place.rpo(),
                new RotationPolicy(last, 0, 0, 0, 1),
                place.others());
    }
}
