package io.opsconductor.pulse.db.report;

/** A number of things, with the right ending. */
final class Counted {
    private Counted() {}

    /** @param thing in the singular, of a word whose plural ends in s */
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
