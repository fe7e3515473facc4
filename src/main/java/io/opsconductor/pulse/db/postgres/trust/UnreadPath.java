package io.opsconductor.pulse.db.postgres.trust;

import java.util.Optional;

/**
 * Whose search_path was not read, and why.
 *
 * @param role empty: of every role, or of one whose name is no text here
 * @param oid of that role; 0: of every role
 * @param reason what it is instead of readable
 * @param trusted false: it leads a role astray that is not trusted with anything, and no other
 */
public record UnreadPath(Optional<String> role, long oid, Reason reason, boolean trusted) {
    /** Why it was not read. */
    public enum Reason {
        /** No role has a use for a path so long, and to read it takes memory. */
        TOO_LONG("longer than 10000 bytes"),
        /** All databases share what is stored for a role: it, or the role's name, was written in one of another encoding. */
        OTHER_ENCODING("in bytes that are no text in the encoding of this database");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** To stand after "it is". */
        public String text() {
            return text;
        }
    }

    /** To stand after "the search_path". */
    public String owner() {
        return StoredReset.owner(role, oid);
    }

    /** Statements that take it away, for this database and for all; the path of all roles only for this one. */
    public String reset(String database) {
        return StoredReset.of("search_path", role, oid, database);
    }
}
