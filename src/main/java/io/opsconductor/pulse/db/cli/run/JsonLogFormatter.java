package io.opsconductor.pulse.db.cli.run;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.opsconductor.pulse.db.report.RunReport;
import org.jboss.logmanager.ExtHandler;

/** What libraries log, in the same form as the log of {@code run}: one JSON object a line. */
final class JsonLogFormatter extends Formatter {

    /** From now on, whatever has been configured. */
    static void install() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            install(handler);
        }
    }

    private static void install(Handler handler) {
        handler.setFormatter(new JsonLogFormatter());
        if (handler instanceof ExtHandler parent) {
            for (Handler child : parent.getHandlers()) {
                install(child);
            }
        }
    }

    @Override
    public String format(LogRecord entry) {
        String problem = entry.getThrown() == null ? "" : ": " + entry.getThrown();
        return RunReport.logged(
                                entry.getInstant(),
                                entry.getLevel().intValue() >= Level.SEVERE.intValue(),
                                entry.getLoggerName(),
                                formatMessage(entry) + problem)
                        .json()
                + System.lineSeparator();
    }
}
