package io.opsconductor.pulse.db.backup.omission;

/**
 * A relation that is a member of an extension and that no dump holds.
 *
 * @param extension quoted where SQL needs it
 * @param identifier of the relation, quoted, with its schema
 * @param kind as the catalogue has it, such as {@code r}
 * @param byHand the extension's script did not make it
 */
record Member(String extension, String identifier, String kind, boolean byHand) {

    /** What takes it out of the extension again; the relation and its rows stay. */
    String release() {
        return "ALTER EXTENSION " + extension + " DROP " + word() + " " + identifier + ";";
    }

    private String word() {
        return switch (kind) {
            case "S" -> "SEQUENCE";
            case "m" -> "MATERIALIZED VIEW";
            case "v" -> "VIEW";
            case "f" -> "FOREIGN TABLE";
            default -> "TABLE";
        };
    }
}
