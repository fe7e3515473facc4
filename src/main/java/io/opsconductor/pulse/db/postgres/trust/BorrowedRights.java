package io.opsconductor.pulse.db.postgres.trust;

/** What is said instead of a statement that would run code of a role that is not trusted with the rights of one that is. Pure. */
public final class BorrowedRights {
    private BorrowedRights() {}

    /**
     * A text for people, nothing to paste.
     *
     * @param code as the server names it, with its owner
     * @param statement what is right once that is gone
     */
    public static String remedy(String code, String statement) {
        return "first read " + code + ", which this would run with the rights of the table's owner, and put it right as"
                + " schema.search-path says; then " + statement;
    }
}
