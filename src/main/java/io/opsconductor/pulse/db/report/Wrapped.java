package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;

/** Prose broken between words. */
final class Wrapped {
    private Wrapped() {}

    /** @param width of a line with its indent; a word that is longer stays whole */
    static List<String> text(String text, String indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
