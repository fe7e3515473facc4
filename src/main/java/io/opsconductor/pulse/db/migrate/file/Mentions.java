package io.opsconductor.pulse.db.migrate.file;

import java.util.Locale;

/**
 * Whether a text holds words in any case: a first look, which spares most files of a folder the regular expressions. Those were
 * a sixth of the processor time of a fresh run.
 */
public final class Mentions {
    /** In characters; of a longer text there is no memory for a copy. */
    private static final int LARGE = 1 << 20;

    private Mentions() {}

    /**
     * @param words in lower case
     * @return false only when none of them is in it; true for a text that is too long to be looked at
     */
    public static boolean any(CharSequence text, String... words) {
        if (text.length() >= LARGE) {
            return true;
        }
        String lower = text.toString().toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
