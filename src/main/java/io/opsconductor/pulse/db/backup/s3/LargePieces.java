package io.opsconductor.pulse.db.backup.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.utils.IoUtils;

/**
 * The AWS SDK reads and sends a body 4 KiB at a time, from which the JDK makes TLS records of 8 KiB: a native executable sends
 * whole records of 16 KiB, and reads four of them at once. A JVM does as the SDK does.
 */
@TargetClass(IoUtils.class)
final class LargePieces {
    private LargePieces() {}

    @Substitute
    public static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[MeteredHttpClient.STEP];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            bytes += n;
        }
        return bytes;
    }
}
