package io.opsconductor.pulse.db.dev.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.ObjectStoreServer;
import io.opsconductor.pulse.db.dev.PostgresServer;
import io.opsconductor.pulse.db.dev.PulseDbProgram;
import io.opsconductor.pulse.db.dev.TestDatabase;

/**
 * Copies a backup over TLS, in turn with {@code curl}, which sends the same file and reckons nothing: to a store that keeps
 * nothing, which tells what this side can do, and to S3Proxy, a real one, which takes most of the time itself. How large:
 * PULSE_DEV_BENCH_GB gigabytes, 1 unless said otherwise.
 */
public final class CopyBenchmark {
    private static final int ROUNDS = 3;
    private static final double MB = 1024 * 1024;
    private static final String BUCKET = "bench";
    private static final int ROW_BYTES = 8192;

    private final PostgresServer server = DevelopmentDatabases.shared().server();
    private final ObjectStoreServer real = ObjectStoreServer.forBenchmarks();
    private final Path folder;
    private final TestDatabase database;

    private CopyBenchmark(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    public static void main(String... arguments) throws Exception {
        Summary summary = new Summary();
        run(summary);
        summary.print();
    }

    static void run(Summary summary) throws Exception {
        System.out.println("pulse-db is " + Chosen.program());
        Path folder = Files.createTempDirectory("pulse-db-bench");
        try (TestDatabase database = DevelopmentDatabases.shared().server().createDatabase()) {
            new CopyBenchmark(folder, database).measure(summary);
        } finally {
            Dumps.delete(folder);
        }
    }

    private void measure(Summary summary) throws Exception {
        long rows = (long) (Dumps.gigabytes() * (1L << 30) / ROW_BYTES);
        // Nothing that packs, as a dump is packed already.
        database.execute(
                "CREATE TABLE noise (id bigint, bytes bytea)",
                "ALTER TABLE noise ALTER bytes SET STORAGE external",
                "INSERT INTO noise SELECT i, (SELECT string_agg(sha256((i * 1000 + j)::text::bytea), '')"
                        + " FROM generate_series(1, " + ROW_BYTES / 32 + ") j) FROM generate_series(1, " + rows
                        + ") i");
        Measured.of(() -> program().start("backup", "take", "--init"));
        Path keys = real.authority().resolveSibling("keys.p12");
        try (SinkStore sink = new SinkStore(keys, "of-a-test")) {
            measure("a store that keeps nothing", "sha256", sink.endpoint(), sink::empty, summary);
            measure("a store that keeps nothing", "md5", sink.endpoint(), sink::empty, summary);
        }
        real.client().createBucket(request -> request.bucket(BUCKET));
        // It knows no other.
        measure("S3Proxy", "md5", real.tlsEndpoint(), this::empty, summary);
    }

    private interface Emptying {
        void run() throws IOException;
    }

    /** @param checksum of the parts, beside SHA-256 of the whole */
    private void measure(String store, String checksum, String endpoint, Emptying emptying, Summary summary)
            throws Exception {
        Path dump = Dumps.in(folder);
        List<Measured> curl = new ArrayList<>();
        List<Measured> ours = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            curl.add(Measured.of(new ProcessBuilder(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail",
                    "--cacert",
                    real.authority().toString(),
                    "--aws-sigv4",
                    "aws:amz:us-east-1:s3",
                    "--user",
                    real.accessKey() + ":" + real.secretKey(),
                    "--header",
                    "x-amz-content-sha256: UNSIGNED-PAYLOAD",
                    "--upload-file",
                    dump.toString(),
                    endpoint + "/" + BUCKET + "/curl")::start));
            ours.add(Measured.of(() -> copy(endpoint, checksum)));
            emptying.run();
        }
        double mb = Files.size(dump) / MB;
        long millis = Summary.millis(ours);
        System.out.printf(
                "`backup copy` to %s, parts by %s: %.0f MB in %d ms, %.0f MB/s%n",
                store, checksum, mb, millis, mb / millis * 1000);
        summary.row(String.format("`backup copy` of %.0f MB to %s, TLS, %s", mb, store, checksum), "curl", curl, ours);
    }

    private void empty() {
        real.client()
                .listObjectsV2(request -> request.bucket(BUCKET))
                .contents()
                .forEach(object -> real.client()
                        .deleteObject(request -> request.bucket(BUCKET).key(object.key())));
    }

    private Process copy(String endpoint, String checksum) {
        return program()
                .with("PULSE_BACKUPS_DAILY_COPIES_OFF_URL", "s3://" + BUCKET)
                .with("PULSE_BACKUPS_DAILY_COPIES_OFF_ENDPOINT", endpoint)
                .with(
                        "PULSE_BACKUPS_DAILY_COPIES_OFF_SSLROOTCERT",
                        real.authority().toString())
                .with("PULSE_BACKUPS_DAILY_COPIES_OFF_CHECKSUM", checksum)
                .with("PULSE_BACKUPS_DAILY_COPIES_OFF_ACCESS_KEY", real.accessKey())
                .with("PULSE_BACKUPS_DAILY_COPIES_OFF_SECRET_KEY", real.secretKey())
                .start("backup", "copy", "daily");
    }

    private PulseDbProgram program() {
        return new PulseDbProgram()
                .database(database.url())
                .with("PULSE_BACKUPS_DAILY_DIRECTORY", folder.toString())
                .with("PULSE_BACKUPS_DAILY_COMPRESSION", "none")
                .with("PULSE_POSTGRESQL_BIN_DIRECTORY", server.binDirectory().toString());
    }
}
