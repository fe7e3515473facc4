package io.opsconductor.pulse.db.cli;

/** Standard output, which belongs to the report. */
final class Output {
    private Output() {}

    static void print(String report) {
        System.out.println(report);
    }

    /** True when a person reads along and has not asked for plain text (https://no-color.org). */
    static boolean isTerminal() {
        return System.console() != null && System.getenv("NO_COLOR") == null;
    }
}
