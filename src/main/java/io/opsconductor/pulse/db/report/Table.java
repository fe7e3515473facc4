package io.opsconductor.pulse.db.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PlainText;

/**
 * Aligned columns, two blanks apart; the last column is not padded, so that no line ends in blanks.
 * Cells are {@link PlainText}.
 */
final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    Table row(String... cells) {
        rows.add(Stream.of(cells).map(PlainText::of).toList());
        return this;
    }

    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(i == 0 ? "" : GAP)
                        .append(row.get(i))
                        .append(" ".repeat(width[i] - row.get(i).length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
