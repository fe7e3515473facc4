package io.opsconductor.pulse.db.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.opsconductor.pulse.db.failure.PlainText;

/** Standard error, where progress, warnings and failures go one line a call: what others wrote stays text on that line. */
final class PlainErrors extends PrintStream {
    PlainErrors(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String text) {
        super.println(text == null ? null : PlainText.line(text));
    }

    @Override
    public void println(Object value) {
        println(String.valueOf(value));
    }

    /** A blank at its end keeps a line open for what follows. */
    @Override
    public void print(String text) {
        super.print(text == null ? null : PlainText.line(text) + (text.endsWith(" ") ? " " : ""));
    }
}
