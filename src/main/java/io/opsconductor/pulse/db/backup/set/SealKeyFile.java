package io.opsconductor.pulse.db.backup.set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Reads a key from where a Secret is mounted, which may be a link. */
final class SealKeyFile {
    private static final int LONGEST = 4096;

    private SealKeyFile() {}

    static String text(Path file, String setting) {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real) || Files.size(real) > LONGEST) {
                throw PulseFailure.usage(
                        setting + "=" + file + " is no file of at most " + LONGEST + " bytes",
                        "name the file of the key");
            }
            return new String(SmallFile.read(real, LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PulseFailure.usage(
                    setting + "=" + file + " cannot be read: " + FileFailure.reason(e), "let this user read it");
        }
    }
}
