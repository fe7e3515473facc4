package io.opsconductor.pulse.db.timescale.chunk;

/**
 * Goes through an array of integers as the server writes it, such as <code>{1,-2,3}</code>, without a string or an object for
 * each: there are tens of thousands.
 */
final class IntegerList {
    private final String text;
    private int at = 1;

    /** @param text without nulls */
    IntegerList(String text) {
        this.text = text;
    }

    boolean hasNext() {
        return at < text.length() - 1;
    }

    long next() {
        int end = text.indexOf(',', at);
        long value = Long.parseLong(text, at, end < 0 ? text.length() - 1 : end, 10);
        at = end < 0 ? text.length() : end + 1;
        return value;
    }
}
