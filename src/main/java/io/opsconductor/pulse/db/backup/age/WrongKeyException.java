package io.opsconductor.pulse.db.backup.age;

import java.io.IOException;
import java.nio.file.Path;

/** A file is encrypted to recipients whose identities are not at hand: that says nothing about the file. */
public final class WrongKeyException extends IOException {
    private static final long serialVersionUID = 1;

    WrongKeyException(Path file) {
        super("no identity at hand opens " + file);
    }
}
