package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.DaemonThreads;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Sends one file in parts. One thread reads it for the checksums, a few send what that one has read; only when the checksum
 * of the whole is what it has to be does an object come of it. Otherwise the store is told to give up.
 */
final class PartedUpload {
    private final S3Client client;
    private final StoreCalls calls;
    private final CopyTarget target;
    private final String key;
    /** Of what was sent: the checksums of the parts one after the other. */
    private final List<byte[]> digests = new ArrayList<>();

    /** @param key from the bucket's root on */
    PartedUpload(S3Client client, StoreCalls calls, CopyTarget target, String key) {
        this.client = client;
        this.calls = calls;
        this.target = target;
        this.key = key;
    }

    /** @return what the store will tell as the object's SHA-256; empty where it is not told of it */
    Optional<String> send(Path file, long bytes, String sha256) throws IOException, InterruptedException {
        String upload = calls.call("begin to write " + name(), () -> client.createMultipartUpload(begin()))
                .uploadId();
        if (upload == null) {
            throw StoreFailure.nonsense(target, "it names no upload when asked to begin to write " + name(), null);
        }
        boolean done = false;
        try {
            complete(upload, bytes, parts(upload, file, bytes, sha256));
            done = true;
        } finally {
            if (!done) {
                giveUp(upload);
            }
        }
        return target.writing().checksum() == CopyTarget.Checksum.SHA256
                ? Optional.of(PartDigests.base64(PartDigests.of(target.writing().checksum(), joined())) + "-"
                        + digests.size())
                : Optional.empty();
    }

    private String name() {
        return "s3://" + target.bucket() + "/" + key;
    }

    private byte[] joined() {
        byte[] all = new byte[digests.size() * 32];
        for (int i = 0; i < digests.size(); i++) {
            System.arraycopy(digests.get(i), 0, all, i * 32, 32);
        }
        return all;
    }

    private CreateMultipartUploadRequest begin() {
        CopyTarget.Writing writing = target.writing();
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder().bucket(target.bucket()).key(key);
        if (writing.checksum() == CopyTarget.Checksum.SHA256) {
            request.checksumAlgorithm(ChecksumAlgorithm.SHA256).checksumType(ChecksumType.COMPOSITE);
        }
        writing.storageClass().ifPresent(request::storageClass);
        writing.sse().ifPresent(request::serverSideEncryption);
        writing.sseKey().ifPresent(request::ssekmsKeyId);
        Upload.lock(writing)
                .ifPresent(mode -> request.objectLockMode(mode).objectLockRetainUntilDate(Upload.lockedUntil(writing)));
        return request.build();
    }

    private List<CompletedPart> parts(String upload, Path file, long bytes, String sha256)
            throws IOException, InterruptedException {
        int most = target.writing().parts();
        ExecutorService threads = Executors.newFixedThreadPool(most, DaemonThreads.named("copy " + key));
        // Reading does not run ahead: what is sent shall still be in memory, where the first reading left it.
        Semaphore ahead = new Semaphore(2 * most);
        List<Future<CompletedPart>> sent = new ArrayList<>();
        try (PartDigests reading = new PartDigests(file, target.writing().checksum())) {
            long size = Upload.partSize(bytes);
            for (long begin = 0; begin < bytes; begin += size) {
                FileSlice part = new FileSlice(file, begin, Math.min(size, bytes - begin));
                byte[] digest = reading.next(part.bytes());
                digests.add(digest);
                int number = digests.size();
                ahead.acquire();
                requireNoneFailed(sent);
                sent.add(threads.submit(() -> {
                    try {
                        return send(upload, number, part, digest);
                    } finally {
                        ahead.release();
                    }
                }));
            }
            List<CompletedPart> parts = new ArrayList<>();
            for (Future<CompletedPart> part : sent) {
                parts.add(result(part));
            }
            Upload.requireChecksum(file, reading.whole(), sha256);
            return parts;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void requireNoneFailed(List<Future<CompletedPart>> sent) throws IOException, InterruptedException {
        for (Future<CompletedPart> part : sent) {
            if (part.isDone()) {
                result(part);
            }
        }
    }

    private static CompletedPart result(Future<CompletedPart> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw PulseFailure.unexpected(e.getCause());
        }
    }

    private CompletedPart send(String upload, int number, FileSlice part, byte[] digest) {
        String checksum = PartDigests.base64(digest);
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(target.bucket())
                .key(key)
                .uploadId(upload)
                .partNumber(number);
        CompletedPart.Builder completed = CompletedPart.builder().partNumber(number);
        switch (target.writing().checksum()) {
            case SHA256 -> {
                request.checksumSHA256(checksum);
                completed.checksumSHA256(checksum);
            }
            case MD5 -> request.contentMD5(checksum);
            case NONE -> {}
        }
        UploadPartResponse answer = calls.call(
                "write part " + number + " of " + name(), () -> client.uploadPart(request.build(), part.body()));
        return completed.eTag(answer.eTag()).build();
    }

    private void complete(String upload, long bytes, List<CompletedPart> parts) {
        calls.call("complete " + name(), () -> {
            try {
                return client.completeMultipartUpload(request -> request.bucket(target.bucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(parts)));
            } catch (AwsServiceException e) {
                // An attempt whose answer was lost may have completed it.
                if (e.statusCode() == 404 && isThere(bytes)) {
                    return null;
                }
                throw e;
            }
        });
    }

    private boolean isThere(long bytes) {
        return client.headObject(request -> request.bucket(target.bucket()).key(key))
                        .contentLength()
                == bytes;
    }

    /** What cannot be given up now is swept when the set is copied next. */
    private void giveUp(String upload) {
        boolean interrupted = Thread.interrupted();
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(target.bucket()).key(key).uploadId(upload));
        } catch (RuntimeException e) {
            // The failure that led here is the one to tell.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
