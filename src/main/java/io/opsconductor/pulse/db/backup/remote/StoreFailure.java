package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.xml.stream.XMLStreamException;

import io.opsconductor.pulse.db.backup.s3.AnswerInput;
import io.opsconductor.pulse.db.backup.s3.FoundCredentials;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a store's refusal means and what to do about it: by its code, never by its words. */
final class StoreFailure {
    private static final String KEYS = "correct access-key and secret-key, or what the AWS SDK finds instead";

    private static final String ARCHIVED = "InvalidObjectState";

    private static final String LACKS =
            "pulse-db backup copy --init finds out whether the store knows no SHA-256 and takes checksum=md5; leave out what"
                    + " it lacks of lock, sse and storage-class";

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("NoSuchBucket", "make the bucket, or correct the url of the copy"),
            Map.entry("InvalidBucketName", "correct the url of the copy"),
            Map.entry("AccessDenied", "give this identity the right to it; pulse-db backup copy --init tries each one"),
            Map.entry("AllAccessDisabled", "let this identity use the bucket"),
            Map.entry("InvalidAccessKeyId", KEYS),
            Map.entry("SignatureDoesNotMatch", KEYS),
            Map.entry("ExpiredToken", "renew the credentials"),
            Map.entry("InvalidToken", "renew the credentials"),
            Map.entry("TokenRefreshRequired", "renew the credentials"),
            Map.entry("RequestTimeTooSkewed", "set this machine's clock right, by NTP"),
            Map.entry("RequestExpired", "set this machine's clock right, by NTP"),
            Map.entry("PermanentRedirect", "set region to the bucket's, or correct endpoint"),
            Map.entry("AuthorizationHeaderMalformed", "set region to the bucket's"),
            Map.entry("IllegalLocationConstraintException", "set region to the bucket's"),
            Map.entry(
                    ARCHIVED,
                    "bring it back from the archive that it lies in, by the store's restore-object, which takes hours"),
            Map.entry("InvalidStorageClass", "choose another storage-class"),
            Map.entry("NotImplemented", LACKS),
            // What Backblaze B2 answers to a header that it does not know.
            Map.entry("InvalidArgument", LACKS),
            Map.entry("QuotaExceeded", "make room in the bucket"),
            Map.entry("ObjectLockConfigurationNotFoundError", "make a bucket with Object Lock, or set lock=none"),
            Map.entry("InvalidRequest", "pulse-db backup copy --init tells what the store can do"));

    /** Refusals in whose head the bucket's region may stand. */
    private static final Set<String> ELSEWHERE =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private StoreFailure() {}

    /** Whether the store refused how it was asked, rather than who asked or what it has no room for: stores name that differently. */
    static boolean isLack(PulseFailure failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && Set.of(400, 411, 501).contains(answer.statusCode());
    }

    /** Whether the store answered that it does not let this identity do it, or cannot do it at all. */
    static boolean isRefusal(PulseFailure failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && Set.of(403, 405, 501).contains(answer.statusCode());
    }

    /** @param what was to be done */
    static PulseFailure of(CopyTarget target, String what, SdkException problem) {
        if (problem instanceof AwsServiceException answer) {
            String code = code(answer);
            return failed(
                    target,
                    "the store would not " + what + ": " + code + " (HTTP " + answer.statusCode() + ")",
                    remedy(target, code, answer),
                    problem);
        }
        Optional<IOException> network = cause(problem, IOException.class);
        if (cause(problem, FoundCredentials.NoCredentials.class).isPresent()) {
            return failed(
                    target,
                    "could not " + what + ": the AWS SDK has no credentials, or none that it can use",
                    "set " + target.variable("access-key") + " and " + target.variable("secret-key")
                            + ", or what the AWS SDK looks for",
                    problem);
        }
        if (network.isEmpty() || network.get() instanceof AnswerInput.TooLarge) {
            return nonsense(
                    target,
                    network.map(IOException::getMessage).orElse("it cannot be read when asked to " + what),
                    problem);
        }
        if (cause(problem, CertificateException.class).isPresent()) {
            return failed(
                    target,
                    "could not " + what + ": the endpoint's certificate is not trusted, or is of another host",
                    "name the authority that signed it by " + target.variable("sslrootcert")
                            + "; if it should be trusted already, see that endpoint has the store's own name",
                    problem);
        }
        return failed(target, "could not " + what + ": " + reason(network.get()), reaching(target), problem);
    }

    /** An object that came in part. */
    static PulseFailure broken(CopyTarget target, RangedInput.Broken problem) {
        return failed(target, problem.getMessage(), reaching(target), problem);
    }

    private static String reaching(CopyTarget target) {
        return "see that "
                + target.access()
                        .endpoint()
                        .map(uri -> uri.getScheme() + "://" + uri.getAuthority())
                        .orElse("the store")
                + " can be reached" + target.catchUp();
    }

    /** Whether an object cannot be read before it was brought back from an archive. */
    static boolean isArchived(PulseFailure failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && code(answer).equals(ARCHIVED);
    }

    /** None where only that object cannot be read: it is gone, another one by now, or archived. */
    static byte[] orNone(Supplier<byte[]> read) {
        try {
            return read.get();
        } catch (PulseFailure failure) {
            if (failure.getCause() instanceof AwsServiceException answer
                    && Set.of("NoSuchKey", "NotFound", "PreconditionFailed", ARCHIVED)
                            .contains(code(answer))) {
                return new byte[0];
            }
            throw failure;
        }
    }

    /** @param what is odd about the answer */
    static PulseFailure nonsense(CopyTarget target, String what, Exception cause) {
        return failed(
                target,
                "the store answers what S3 does not: " + what,
                "see that endpoint is the address of an S3 store",
                cause);
    }

    private static PulseFailure failed(CopyTarget target, String what, String remedy, Exception cause) {
        return PulseFailure.failed(target.subject() + ": " + what, remedy, cause);
    }

    private static String remedy(CopyTarget target, String code, AwsServiceException answer) {
        Optional<String> region = region(answer);
        if (region.isPresent()) {
            return "set " + target.variable("region") + " to " + region.get() + ", where the store says the bucket is";
        }
        if (target.others() && code.equals("AccessDenied")) {
            return "give this identity s3:ListBucket and s3:GetObject there";
        }
        return REMEDIES.getOrDefault(
                code,
                answer.statusCode() >= 500
                        ? "try again" + target.catchUp()
                        : "look the code up in the store's documentation");
    }

    /** Which it would have been; a refusal for another reason may name it too. */
    private static Optional<String> region(AwsServiceException answer) {
        return ELSEWHERE.contains(code(answer))
                ? Optional.ofNullable(answer.awsErrorDetails())
                        .map(AwsErrorDetails::sdkHttpResponse)
                        .flatMap(head -> head.firstMatchingHeader("x-amz-bucket-region"))
                        .filter(name -> REGION.matcher(name).matches())
                : Optional.empty();
    }

    private static String reason(IOException problem) {
        if (problem instanceof UnknownHostException) {
            return "there is no host " + problem.getMessage();
        }
        return problem instanceof SocketTimeoutException ? "no answer in time" : "" + problem.getMessage();
    }

    /** An answer to HEAD has no body, so that there is only the status to go by. */
    static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> code.matches("[A-Za-z0-9.]{1,64}"))
                .orElseGet(() -> switch (answer.statusCode()) {
                    case 301, 302, 303, 307, 308 -> "PermanentRedirect";
                    case 403 -> "AccessDenied";
                    case 404 -> "NotFound";
                    default -> "HTTP " + answer.statusCode();
                });
    }

    static <T extends Throwable> Optional<T> cause(Throwable problem, Class<T> type) {
        for (Throwable one = problem; one != null; one = causeOf(one)) {
            if (type.isInstance(one)) {
                return Optional.of(type.cast(one));
            }
        }
        return Optional.empty();
    }

    /** What the JDK's XML parser was stopped by it does not give as a cause. */
    private static Throwable causeOf(Throwable problem) {
        return problem instanceof XMLStreamException parsing && parsing.getNestedException() != null
                ? parsing.getNestedException()
                : problem.getCause();
    }
}
