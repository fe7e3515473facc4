package io.opsconductor.pulse.db.check;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers of things, in words. */
public final class Counted {
    private Counted() {}

    /** @param thing whose plural ends in s: {@code 1 chunk}, {@code 2 chunks} */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The first names with commas between, and how many more there are: {@code a, b and 3 more}. */
    public static String some(List<String> names, int most) {
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
    }
}
