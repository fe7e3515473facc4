package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;

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
    void the_completion_knows_every_command_and_option() {
        String script = AutoComplete.bash("pulse-db", commandLine());

        assertThat(script).contains(Pulse.names()).contains("rebuild-indexes", "--fail-on", "--output");
    }

    private static CommandLine commandLine() {
        return Pulse.commandLine(new WithoutServices());
    }

    /** Makes commands that can be asked for their help and not be run. */
    private static final class WithoutServices implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (!type.getPackageName().startsWith(Pulse.class.getPackageName())) {
                return CommandLine.defaultFactory().create(type);
            }
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
        }
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> found = new ArrayList<>(List.of(command));
        command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandName().equals("generate-completion"))
                .forEach(sub -> found.addAll(all(sub)));
        return found;
    }
}
