package io.opsconductor.pulse.db.drill;

import java.util.Optional;

/**
 * Whose record of a drill cannot be believed: that of a backup, of the last drill from a copy, or, with neither, of the set's
 * last one.
 *
 * @param backup its id
 * @param copy the name of the place
 */
record BrokenRecord(Optional<String> backup, Optional<String> copy) {
    static BrokenRecord ofBackup(String id) {
        return new BrokenRecord(Optional.of(id), Optional.empty());
    }

    /** @param copy empty for the set itself */
    static BrokenRecord ofLast(Optional<String> copy) {
        return new BrokenRecord(Optional.empty(), copy);
    }

    /** For people. */
    String text() {
        return backup.map(id -> "backup " + id)
                .or(() -> copy.map(name -> "the copy " + name))
                .orElse("the set");
    }
}
