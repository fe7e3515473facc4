package io.opsconductor.pulse.db.check;

/** A number of things, in words. */
public final class Counted {
    private Counted() {}

    /** @param thing whose plural ends in s: {@code 1 chunk}, {@code 2 chunks} */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
