package io.opsconductor.pulse.db.report;

import io.opsconductor.pulse.db.check.Severity;

/** The colours of severities, by ECMA-48's codes; readable on dark and light ground. */
final class Colour {
    private Colour() {}

    static String of(Severity severity, String text) {
        String code =
                switch (severity) {
                    case OK -> "32";
                    case WARNING -> "33";
                    case UNKNOWN -> "35";
                    case CRITICAL -> "1;31";
                };
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
