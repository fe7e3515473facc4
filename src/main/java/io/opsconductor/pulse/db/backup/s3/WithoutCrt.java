package io.opsconductor.pulse.db.backup.s3;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil;

/**
 * A native executable is linked while it is built, and the AWS SDK names classes of its C runtime, which is not there: what
 * only that could do fails here as it does on a JVM.
 */
final class WithoutCrt {
    private WithoutCrt() {}

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("the AWS common runtime is no part of pulse-db");
    }

    @TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
    static final class Checksums {
        private Checksums() {}

        @Substitute
        static SdkChecksum createCrtCrc32C() {
            throw unsupported();
        }

        @Substitute
        static SdkChecksum crc64NvmeCrtImplementation() {
            throw unsupported();
        }

        @Substitute
        static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
            throw unsupported();
        }
    }

    @TargetClass(OptionalDependencyLoaderUtil.class)
    static final class Signers {
        private Signers() {}

        @Substitute
        public static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
            throw unsupported();
        }
    }
}
