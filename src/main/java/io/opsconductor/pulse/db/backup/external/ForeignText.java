package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.opsconductor.pulse.db.backup.archive.DumpKind;
import io.opsconductor.pulse.db.backup.archive.FirstBytes;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ChildProcess;
import io.opsconductor.pulse.db.postgres.tool.Outcome;

/** The text of another tool's script, unpacked while it is read, within a limit of size. */
public final class ForeignText {
    private ForeignText() {}

    /**
     * @param dump of a kind that is no archive
     * @param reader reads it to its end, or fails
     * @throws IOException when it cannot be unpacked to its end, or is larger than what any dump unpacks to
     */
    public static <T> T read(Path dump, ChildProcess.OutputReader<T> reader) throws IOException, InterruptedException {
        DumpKind kind = ForeignStore.kind(dump, FirstBytes.of(dump));
        long most = BoundedInput.most(Files.size(dump));
        if (kind.unpacker().isPresent()) {
            return unpackedBy(kind.unpacker().get(), dump, in -> {
                InputStream bounded = new BoundedInput(in, most);
                T read = reader.read(bounded);
                // A program whose pipe is closed before its end has failed, whatever the reason.
                bounded.transferTo(OutputStream.nullOutputStream());
                return read;
            });
        }
        try (InputStream file = Checksum.open(dump.toRealPath());
                InputStream in = kind == DumpKind.GZIP ? new GZIPInputStream(file, 1 << 16) : file) {
            return reader.read(new BoundedInput(in, most));
        }
    }

    private static <T> T unpackedBy(String program, Path dump, ChildProcess.OutputReader<T> reader)
            throws IOException, InterruptedException {
        try {
            Outcome<T> outcome =
                    ChildProcess.run(List.of(program, "-d", "-c", "--", dump.toString()), Map.of(), reader);
            if (outcome.endedFromOutside()) {
                throw PulseFailure.failed(program + " was ended: " + outcome.reason(), "see who ended it", null);
            }
            if (!outcome.succeeded()) {
                throw new ZipException(outcome.reason());
            }
            return outcome.output();
        } catch (PulseFailure failure) {
            if (failure.getCause() instanceof BoundedInput.TooLarge problem) {
                throw problem;
            }
            throw failure.getCause() instanceof PulseFailure readers ? readers : failure;
        }
    }
}
