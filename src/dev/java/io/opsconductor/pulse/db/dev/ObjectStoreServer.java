package io.opsconductor.pulse.db.dev;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * A real store that speaks S3's protocol, one of each kind for all tests of this JVM, with which it ends. What
 * {@code PULSE_TEST_S3_ENDPOINT} names takes the place of both; its credentials are {@code PULSE_TEST_S3_ACCESS_KEY} and
 * {@code PULSE_TEST_S3_SECRET_KEY}.
 */
public final class ObjectStoreServer {
    private static final String ENDPOINT = "PULSE_TEST_S3_ENDPOINT";
    private static final Map<String, ObjectStoreServer> STARTED = new ConcurrentHashMap<>();

    private final String endpoint;
    private final String accessKey;
    private final String secretKey;
    private final S3Client client;
    /** Ends when it is let go; null for what was there already. */
    private final Servant script;
    /** The same store with TLS, and a file with the authority of its certificate; null without. */
    private final String tlsEndpoint;

    private final Path authority;

    private ObjectStoreServer(
            String endpoint, String accessKey, String secretKey, Servant script, String tlsEndpoint, Path authority) {
        this.script = script;
        this.tlsEndpoint = tlsEndpoint;
        this.authority = authority;
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .build();
    }

    /** S3Proxy: it checks who asks, and refuses headers that it does not know, checksums by SHA-256 among them. */
    public static ObjectStoreServer signing() {
        return started("signing");
    }

    /** S3Mock: it keeps checksums, takes any credentials, and locks nothing whatever it is asked. */
    public static ObjectStoreServer keeping() {
        return started("keeping");
    }

    /** Another S3Proxy, which listens with TLS too; never what a variable names. */
    public static ObjectStoreServer secure() {
        return STARTED.computeIfAbsent("secure", any -> start("signing", FreePort.find(), "tests"));
    }

    /** The same as {@link #secure()}, but compiled to the end: it begins slower, and keeps up with gigabytes. */
    public static ObjectStoreServer forBenchmarks() {
        return STARTED.computeIfAbsent("benchmarks", any -> start("signing", FreePort.find(), "benchmarks"));
    }

    private static ObjectStoreServer started(String kind) {
        return STARTED.computeIfAbsent(kind, any -> {
            String named = System.getenv(ENDPOINT);
            return named == null
                    ? start(kind, 0, "tests")
                    : new ObjectStoreServer(
                            named,
                            System.getenv("PULSE_TEST_S3_ACCESS_KEY"),
                            System.getenv("PULSE_TEST_S3_SECRET_KEY"),
                            null,
                            null,
                            null);
        });
    }

    /** @param tlsPort 0 for none */
    private static ObjectStoreServer start(String kind, int tlsPort, String purpose) {
        Path jars = InstallScript.run("s3/install.sh");
        int port = FreePort.find();
        Servant script = new Servant(List.of(
                "bash",
                "-c",
                PostgresServer.script("s3/serve.sh"),
                "serve.sh",
                kind,
                jars.toString(),
                String.valueOf(port),
                SourceFolder.file("s3/logback.xml").toString(),
                tlsPort == 0 ? "" : String.valueOf(tlsPort),
                purpose));
        Path folder = Path.of(PostgresServer.succeeded(script.answer()));
        return new ObjectStoreServer(
                "http://127.0.0.1:" + port,
                "pulse",
                "secret-of-the-store",
                script,
                "https://127.0.0.1:" + tlsPort,
                folder.resolve("ca.crt"));
    }

    /** A new one. */
    public String bucket() {
        String name = "pulse-" + UUID.randomUUID();
        client.createBucket(request -> request.bucket(name));
        return name;
    }

    /** False for what was there already. */
    boolean isStarted() {
        return script != null;
    }

    public String endpoint() {
        return endpoint;
    }

    /** Of {@link #secure()}. */
    public String tlsEndpoint() {
        return tlsEndpoint;
    }

    /** A file with the authority that its certificate comes from: itself. */
    public Path authority() {
        return authority;
    }

    /** Where it listens. */
    public int port() {
        return URI.create(endpoint).getPort();
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    /** For what a test looks at or spoils beside the program. */
    public S3Client client() {
        return client;
    }
}
