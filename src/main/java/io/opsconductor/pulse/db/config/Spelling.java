package io.opsconductor.pulse.db.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How far apart two words are, for telling a misspelt key from another program's; and how a variable spells a name. */
public final class Spelling {
    private Spelling() {}

    /** The word that was probably meant: at most one typing error away, two in a long word. Empty when none is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(one -> distance(word, one) <= errors(one))
                .min(Comparator.<String>comparingInt(one -> distance(word, one)).thenComparing(one -> one));
    }

    /** What an environment variable leaves of a name: capitals, digits, and one {@code _} for whatever is between them. */
    public static String variable(String name) {
        return environmentVariable(name).replaceAll("_+", "_").replaceAll("^_|_$", "");
    }

    /**
     * The environment variable of a property by MicroProfile's rule: capitals, digits, and {@code _} for every other
     * character. Without a regular expression: at every start, each key is asked for by every variable.
     */
    public static String environmentVariable(String property) {
        char[] letters = property.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            char c = letters[i];
            boolean capital = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            letters[i] = capital ? c : c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : '_';
        }
        return new String(letters);
    }

    /** How many typing errors in a word still leave it recognisable. */
    public static int errors(String known) {
        return known.length() < 4 ? 0 : known.length() < 10 ? 1 : 2;
    }

    /** Letters added, left out, replaced, or swapped with their neighbour (optimal string alignment). */
    public static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, one, other, i, j);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int cheapest(int[][] steps, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int cheapest = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cheapest, steps[i - 2][j - 2] + 1) : cheapest;
    }
}
