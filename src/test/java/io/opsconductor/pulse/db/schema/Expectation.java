package io.opsconductor.pulse.db.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The contract, with our deliberate differences, as it is to be found on one edition after one file. */
public final class Expectation {
    private static final Contract CONTRACT = Contract.read();
    private static final List<DeliberateDifference> DELIBERATE = DeliberateDifference.read();

    private final SortedMap<String, String> entries;

    private Expectation(SortedMap<String, String> entries) {
        this.entries = entries;
    }

    static List<String> files() {
        return CONTRACT.files();
    }

    static Expectation after(String file, Edition edition) {
        SortedMap<String, String> entries = CONTRACT.after(file);
        DELIBERATE.stream()
                .filter(difference -> difference.appliesTo(edition, file, files()))
                .forEach(difference -> difference.applyTo(entries, file));
        return new Expectation(entries);
    }

    static Expectation afterAll(Edition edition) {
        return after(files().get(files().size() - 1), edition);
    }

    /** What the edition lacks, one file's work each, and each of these files warns of it once. */
    static Set<String> filesThatWarn(Edition edition) {
        return DELIBERATE.stream()
                .filter(difference -> difference.edition() == edition)
                .map(DeliberateDifference::from)
                .collect(Collectors.toSet());
    }

    /** A line for each key that is missing, unexpected or has another value; empty when all is as expected. */
    List<String> differences(SortedMap<String, String> found) {
        SortedSet<String> keys = new TreeSet<>(entries.keySet());
        keys.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.equals(entries.get(key), found.get(key))) {
                differences.add("%s%n    expected %s%n    found    %s"
                        .formatted(key, text(entries.get(key)), text(found.get(key))));
            }
        }
        return differences;
    }

    private static String text(String value) {
        return value == null ? "nothing" : value;
    }
}
