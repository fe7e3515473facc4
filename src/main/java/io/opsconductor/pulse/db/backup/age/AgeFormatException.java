package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;

/** What should be an encrypted file is not one, or was changed or cut after it had been written. */
public final class AgeFormatException extends IOException {
    private static final long serialVersionUID = 1;

    AgeFormatException(Exception cause) {
        super("it was changed or cut after it had been encrypted", cause);
    }
}
