package io.opsconductor.pulse.db.backup.set;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.opsconductor.pulse.db.config.PositiveNumber;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** {@code pulse.backups."SET".copies."NAME".*}: where a set's backups are copied to, and what the copies were promised. */
public interface CopySettings {
    /** {@code s3://bucket/prefix}; no credentials in it. */
    Optional<String> url();

    /** How old the snapshot of the newest proved copy may be; absent: as old as the set's own backups. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> rpo();

    @WithParentName
    Store store();

    @WithParentName
    Writing writing();

    @WithParentName
    BackupSettings.Keeping keeping();

    /** How the object store is reached. */
    interface Store {
        /** Of a store that is not Amazon's. */
        Optional<String> endpoint();

        /** True lets the endpoint be one without TLS. */
        @WithDefault("false")
        boolean allowHttp();

        /** A file with the authorities that the endpoint's certificate may come from; absent: those of the JDK. */
        Optional<Path> sslrootcert();

        /** Absent: what the AWS SDK finds, else {@code us-east-1}, which other stores take no notice of. */
        Optional<String> region();

        /** A secret, as the next one; without both the AWS SDK looks where it always does. */
        Optional<String> accessKey();

        Optional<String> secretKey();

        /** The bucket in the path and not in the host's name; absent: true where there is an endpoint. */
        Optional<Boolean> pathStyle();
    }

    /** How objects are written. */
    interface Writing {
        Optional<String> storageClass();

        /** Absent: what {@code backup copy --init} found, else SHA-256. */
        Optional<CopyTarget.Checksum> checksum();

        @WithDefault("none")
        CopyTarget.Lock lock();

        /** How long an object cannot be removed after it was written. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> lockFor();

        /** {@code AES256} or {@code aws:kms}, by the store. */
        Optional<String> sse();

        /** The name of the key for {@code aws:kms}. */
        Optional<String> sseKey();

        /** Parts that are sent at once. */
        @WithConverter(PositiveNumber.class)
        @WithDefault("4")
        int parts();

        /** Bytes a second, with {@code K}, {@code M} or {@code G} behind the number. */
        Optional<String> maxBandwidth();
    }
}
