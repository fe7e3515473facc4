package io.opsconductor.pulse.db.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents tell people to type: the commands and options are there. */
class DocumentedCommandsTest {
    /** The words behind the program's name, to the end of the command. */
    private static final Pattern TYPED =
            Pattern.compile("(?:^\\s*|[$;&|(]\\s*|then |do )pulse-db ((?:[^\\s|;&#)>`]+ ?)+)");

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern OPTION = Pattern.compile("\\[?(--[a-z-]+|-[a-zA-Z](?![a-zA-Z]))");

    @Test
    void every_command_in_the_documents_can_be_typed() throws IOException {
        List<String> wrong = new ArrayList<>();
        int typed = 0;
        for (Path page : pages()) {
            for (String line : code(Files.readAllLines(page))) {
                for (MatchResult found : TYPED.matcher(line).results().toList()) {
                    typed++;
                    problems(found.group(1).strip().split(" ")).forEach(word -> wrong.add(page + ": " + word));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(typed).as("commands found").isGreaterThan(100);
    }

    @Test
    void what_cannot_be_typed_is_seen() {
        assertThat(problems("grants", "--four=check", "ROLE")).containsExactly("grants --four");
        assertThat(problems("--config=x", "backup", "take", "--int")).containsExactly("backup take --int");
        assertThat(problems("bakcup", "take")).containsExactly("bakcup");
        assertThat(problems("backup", "take", "[--init]", "daily")).isEmpty();
    }

    /** Of lines in a fence, and of what stands in back quotes. */
    private static List<String> code(List<String> lines) {
        List<String> code = new ArrayList<>();
        boolean fence = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                fence = !fence;
            } else if (fence) {
                code.add(line);
            } else {
                SPAN.matcher(line).results().map(span -> span.group(1)).forEach(code::add);
            }
        }
        return code;
    }

    private static Stream<String> problems(String... words) {
        CommandLine command = WithoutServices.commandLine();
        List<String> wrong = new ArrayList<>();
        String name = "";
        boolean named = false;
        for (String word : words) {
            CommandLine below = command.getSubcommands().get(word);
            Matcher option = OPTION.matcher(word);
            if (below != null) {
                command = below;
                name += word + " ";
                named = true;
            } else if (option.lookingAt()) {
                if (!command.getCommandSpec().optionsMap().containsKey(option.group(1))) {
                    wrong.add(name + option.group(1));
                }
            } else if (!named && word.matches("[a-z-]+")) {
                wrong.add(word);
                named = true;
            }
        }
        return wrong.stream();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> site = Files.walk(Path.of("src/site/markdown"));
                Stream<Path> github = Files.walk(Path.of(".github"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), Stream.concat(site, github))
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }
}
