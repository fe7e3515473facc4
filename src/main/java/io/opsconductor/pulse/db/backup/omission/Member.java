package io.opsconductor.pulse.db.backup.omission;

/**
 * A table, type, function or other object that is a member of an extension and that no dump holds.
 *
 * @param extension quoted where SQL needs it
 * @param identifier quoted, with its schema, and its arguments where it has some
 * @param word for what it is in a statement, such as {@code TABLE}
 * @param byHand the extension's script did not make it
 */
record Member(String extension, String identifier, String word, boolean byHand) {

    /** What takes it out of the extension again; it stays, and so do its rows. */
    String release() {
        return "ALTER EXTENSION " + extension + " DROP " + word + " " + identifier + ";";
    }
}
