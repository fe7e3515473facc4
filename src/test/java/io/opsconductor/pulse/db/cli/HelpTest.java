package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** What {@code --help} of each command says. */
class HelpTest {

    static Stream<CommandLine> commands() {
        return all(commandLine()).stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_each_command_ends_with_its_exit_codes_and_two_examples(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String help = command.getUsageMessage(Ansi.OFF);

        assertThat(help).contains("Exit codes:", "retrying is useless", "Examples:");
        assertThat(help.substring(help.indexOf("Examples:")).lines().skip(1))
                .as(name)
                .hasSize(2)
                .allMatch(line -> line.startsWith("  pulse-db "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_takes_the_common_options(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap())
                .as(command.getCommandSpec().qualifiedName())
                .containsKeys("--database-url", "--output", "--config", "--quiet", "--verbose", "--help");
    }

    @Test
    void the_examples_can_be_understood() {
        for (CommandLine command : all(commandLine())) {
            for (String line : String.join(
                            "%n", command.getCommandSpec().usageMessage().footer())
                    .split("%n")) {
                String[] words = line.replaceFirst(" \\|.*", "").strip().split(" ");
                assertThat(CommandWords.of(
                                        List.of(words).subList(1, words.length).toArray(String[]::new))
                                .command())
                        .as(line)
                        .hasValueSatisfying(name -> assertThat(Pulse.names()).contains(name));
            }
        }
    }

    @Test
    void each_command_has_a_header_of_its_own() {
        assertThat(commandLine().getSubcommands().values())
                .extracting(command ->
                        String.join(" ", command.getCommandSpec().usageMessage().header()))
                .doesNotHaveDuplicates()
                .doesNotContain(String.join(
                        " ", commandLine().getCommandSpec().usageMessage().header()));
    }

    @Test
    void each_command_has_a_manual_page_with_its_options_and_exit_codes(@TempDir Path folder) throws Exception {
        ManPages.write(folder);

        assertThat(folder).isDirectoryContaining("glob:**/pulse-db-backup-take.adoc");
        for (CommandLine command : all(commandLine())) {
            String page = command.getCommandSpec().qualifiedName("-") + ".adoc";
            assertThat(folder.resolve(page)).content().contains("== Synopsis", "--database-url", "Exit codes");
        }
    }

    /** G3: whoever wrote into the history had a pasted remedy read a file, and go to a server that this names, with PGPASSWORD. */
    @Test
    void a_word_that_begins_with_an_at_sign_is_not_replaced_by_a_files(@TempDir Path folder) throws Exception {
        String word = "@" + Files.writeString(folder.resolve("words"), "--database-url=postgresql://elsewhere/x 001");

        ParseResult parsed = commandLine().parseArgs("repair", "forget-missing", word);
        ParseResult repair = parsed.subcommand();

        assertThat(repair.matchedOptions()).isEmpty();
        assertThat(repair.matchedPositionals().stream().flatMap(taken -> taken.originalStringValues().stream()))
                .contains(word);
    }

    private static CommandLine commandLine() {
        return WithoutServices.commandLine();
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> found = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(sub -> found.addAll(all(sub)));
        return found;
    }
}
