package io.opsconductor.pulse.db.backup.s3;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import javax.net.ssl.TrustManager;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes the AWS SDK send what every store understands: bodies as they are, with checksums that were known beforehand. */
public final class StoreClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private StoreClient() {}

    /** @param answerWithin how long the store may take to answer, and be silent within an object */
    public static S3Client of(CopyTarget target, Duration answerWithin, LongConsumer sent) {
        CopyTarget.Access access = target.access();
        OptionalLong bandwidth = target.writing().bandwidth();
        var client = S3Client.builder()
                .httpClient(new MeteredHttpClient(
                        new TimedHttpClient(
                                connections(target, answerWithin),
                                answerWithin,
                                slowest(bandwidth, target.writing().parts())),
                        bandwidth,
                        sent))
                .credentialsProvider(credentials(access))
                .region(region(access))
                .forcePathStyle(access.pathStyle())
                .disableS3ExpressSessionAuth(true)
                // Stores reject what the SDK adds by itself: trailers, aws-chunked, CRC32 (aws-sdk-java-v2#5801,
                // barman#1086).
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        // The JDK waits five seconds for a store that does not know it.
                        .expectContinueEnabled(false)
                        .build())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()));
        access.endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    private static SdkHttpClient connections(CopyTarget target, Duration answerWithin) {
        UrlConnectionHttpClient.Builder client = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_WITHIN)
                .socketTimeout(answerWithin);
        target.access().sslRootCert().ifPresent(file -> {
            TrustManager[] trusted = TrustedAuthorities.of(target, file);
            client.tlsTrustManagersProvider(() -> trusted);
        });
        return client.build();
    }

    /** Of each part's bandwidth half: they do not always get the same. */
    private static double slowest(OptionalLong bandwidth, int parts) {
        return Math.min(TimedHttpClient.SLOWEST, bandwidth.orElse(Long.MAX_VALUE) / (2.0 * parts));
    }

    private static AwsCredentialsProvider credentials(CopyTarget.Access access) {
        return access.keys()
                .<AwsCredentialsProvider>map(keys ->
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), keys.secret())))
                .orElseGet(() -> new FoundCredentials(
                        DefaultCredentialsProvider.builder().build()));
    }

    private static Region region(CopyTarget.Access access) {
        return access.region().map(Region::of).or(StoreClient::found).orElse(Region.US_EAST_1);
    }

    private static Optional<Region> found() {
        try {
            return Optional.of(DefaultAwsRegionProviderChain.builder().build().getRegion());
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }
}
