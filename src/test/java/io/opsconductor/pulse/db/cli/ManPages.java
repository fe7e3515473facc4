package io.opsconductor.pulse.db.cli;

import java.io.IOException;
import java.nio.file.Path;

import picocli.codegen.docgen.manpage.ManPageGenerator;

/** {@code ./mvnw -Pman}: one manual page for each command, as AsciiDoc, of what {@code --help} says. */
public final class ManPages {
    private ManPages() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path folder) throws IOException {
        int exit = ManPageGenerator.generateManPage(
                folder.toFile(),
                null,
                new boolean[0],
                true,
                WithoutServices.commandLine().getCommandSpec());
        if (exit != 0) {
            throw new IOException("the manual pages could not be written to " + folder + " (" + exit + ")");
        }
    }
}
