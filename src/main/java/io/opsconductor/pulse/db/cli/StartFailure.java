package io.opsconductor.pulse.db.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.settings.MisspeltKeys;
import io.smallrye.config.ConfigValidationException;

/** Turns what stopped Quarkus from starting into a failure that names the key. */
final class StartFailure {
    private static final Pattern UNKNOWN_KEY =
            Pattern.compile("SRCFG00050: (\\S+) in (.+?) does not map to any root.*");
    private static final Pattern BAD_VALUE = Pattern.compile(
            "(?:\\S+Exception: )?SRCFG\\d+: The config property (\\S+) with the config value .* threw an Exception whilst being converted (.*)");

    private StartFailure() {}

    static PulseFailure of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ConfigValidationException)) {
            cause = cause.getCause();
        }
        if (cause instanceof ConfigValidationException problems && problems.getProblemCount() > 0) {
            return configuration(problems.getProblem(0).getMessage(), failure);
        }
        return configuration(String.valueOf(cause.getMessage()), failure);
    }

    private static PulseFailure configuration(String problem, Throwable failure) {
        Matcher unknown = UNKNOWN_KEY.matcher(problem);
        if (unknown.matches()) {
            return new PulseFailure(
                    ExitCode.USAGE,
                    "unknown configuration key " + unknown.group(1),
                    MisspeltKeys.remedy(unknown.group(1)),
                    failure);
        }
        Matcher bad = BAD_VALUE.matcher(problem);
        String text = bad.matches() ? bad.group(1) + ": " + withoutOrigin(bad.group(2)) : withoutOrigin(problem);
        return new PulseFailure(ExitCode.USAGE, "configuration: " + text, "correct it", failure);
    }

    /** Without class names and codes, which cannot be looked up. */
    private static String withoutOrigin(String problem) {
        return problem.replaceFirst("^(?:\\S+Exception: )?SRCFG\\d+: ", "");
    }
}
