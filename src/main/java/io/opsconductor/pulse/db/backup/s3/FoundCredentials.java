package io.opsconductor.pulse.db.backup.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the AWS SDK finds where it always looks; that it found nothing has a type of its own here. */
public record FoundCredentials(AwsCredentialsProvider found) implements AwsCredentialsProvider {
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return found.resolveCredentials();
        } catch (SdkClientException e) {
            throw new NoCredentials(e);
        }
    }

    /** There are none, or none that can be used. */
    public static final class NoCredentials extends SdkClientException {
        private static final long serialVersionUID = 1;

        NoCredentials(SdkClientException cause) {
            super(SdkClientException.builder().cause(cause).message("no credentials"));
        }
    }
}
