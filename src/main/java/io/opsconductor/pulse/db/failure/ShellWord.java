package io.opsconductor.pulse.db.failure;

/** Names and paths as they stand in a command that is to be pasted. */
public final class ShellWord {
    private ShellWord() {}

    /** As a POSIX shell takes it for one word. */
    public static String of(String text) {
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
