package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.failure.PulseFailure;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a store's refusal means and what to do about it: by its code, never by its words. */
final class StoreFailure {
    private static final String KEYS = "correct access-key and secret-key, or what the AWS SDK finds instead";

    private static final String LACKS =
            "set checksum=md5 if the store knows no SHA-256, and leave out what it lacks of lock, sse and storage-class";

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
            Map.entry("InvalidStorageClass", "choose another storage-class"),
            Map.entry("NotImplemented", LACKS),
            // What Backblaze B2 answers to a header that it does not know.
            Map.entry("InvalidArgument", LACKS),
            Map.entry("QuotaExceeded", "make room in the bucket"),
            Map.entry("ObjectLockConfigurationNotFoundError", "make a bucket with Object Lock, or set lock=none"),
            Map.entry("InvalidRequest", "pulse-db backup copy --init tells what the store can do"));

    private StoreFailure() {}

    /** @param what was to be done */
    static PulseFailure of(CopyTarget target, String what, SdkException problem) {
        String place = "the copy " + target.name() + " of the set " + target.set() + ": ";
        if (problem instanceof AwsServiceException answer) {
            String code = code(answer);
            return PulseFailure.failed(
                    place + "the store would not " + what + ": " + code + " (HTTP " + answer.statusCode() + ")",
                    REMEDIES.getOrDefault(
                            code,
                            answer.statusCode() >= 500
                                    ? "try again; pulse-db backup copy " + target.set() + " sends what is missing"
                                    : "look the code up in the store's documentation"),
                    problem);
        }
        Optional<IOException> network = cause(problem, IOException.class);
        if (network.isEmpty()) {
            return PulseFailure.failed(
                    place + "could not " + what + ": the AWS SDK has no credentials, or none that it can use",
                    "set " + target.variable("access-key") + " and " + target.variable("secret-key")
                            + ", or what the AWS SDK looks for",
                    problem);
        }
        return PulseFailure.failed(
                place + "could not " + what + ": " + reason(network.get()),
                "see that "
                        + target.access()
                                .endpoint()
                                .map(uri -> uri.getScheme() + "://" + uri.getAuthority())
                                .orElse("the store")
                        + " can be reached; pulse-db backup copy " + target.set() + " sends what is missing",
                problem);
    }

    /** Whether only that object cannot be read: it is gone, another one by now, or archived. */
    static boolean isOfTheObject(PulseFailure failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && Set.of("NoSuchKey", "NotFound", "PreconditionFailed", "InvalidObjectState")
                        .contains(code(answer));
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
                    case 301, 307 -> "PermanentRedirect";
                    case 403 -> "AccessDenied";
                    case 404 -> "NotFound";
                    default -> "HTTP " + answer.statusCode();
                });
    }

    static <T extends Throwable> Optional<T> cause(Throwable problem, Class<T> type) {
        for (Throwable one = problem; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return Optional.of(type.cast(one));
            }
        }
        return Optional.empty();
    }
}
