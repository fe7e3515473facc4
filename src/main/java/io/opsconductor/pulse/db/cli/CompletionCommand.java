package io.opsconductor.pulse.db.cli;

import io.opsconductor.pulse.db.cli.option.Output;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pulse-db generate-completion}. */
@Command(
        name = CompletionCommand.NAME,
        header = "Print a completion script: source <(pulse-db generate-completion) in bash or zsh.",
        footer =
                "  pulse-db generate-completion%n  pulse-db generate-completion | sudo tee /etc/bash_completion.d/pulse-db")
class CompletionCommand implements Runnable {
    static final String NAME = "generate-completion";

    /**
     * picocli's own function knows no value behind "=", where bash ends a word and zsh does not, and lets no file be named
     * (remkop/picocli#461). This one gives it the words as if they were apart.
     */
    private static final String WORDS = """
            # An option's value may follow its name behind "=", and what is no list of words may be the name of a file.
            function _pulse_db_words() {
              local typed spelt i name
              typed=("${COMP_WORDS[@]}")
              spelt=()
              name=""
              for ((i = 0; i <= COMP_CWORD; i++)); do
                if [[ "${typed[$i]}" == "=" ]]; then
                  if ((i == COMP_CWORD)); then spelt+=(""); fi
                elif ((i == COMP_CWORD)) && [[ "${typed[$i]}" == --*=* ]]; then
                  name="${typed[$i]%%=*}="
                  spelt+=("${typed[$i]%%=*}" "${typed[$i]#*=}")
                else
                  spelt+=("${typed[$i]}")
                fi
              done
              local COMP_WORDS COMP_CWORD
              COMP_WORDS=("${spelt[@]}")
              COMP_CWORD=$((${#spelt[@]} - 1))
              COMPREPLY=()
              _complete_pulse-db
              if ((${#COMPREPLY[@]} == 0)); then
                if type compopt &>/dev/null; then compopt -o default; fi
              elif [[ -n "$name" ]]; then
                COMPREPLY=("${COMPREPLY[@]/#/$name}")
              fi
            }
            complete -F _pulse_db_words -o default pulse-db
            """;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Output.print(script(spec.root().commandLine()));
    }

    static String script(CommandLine root) {
        return AutoComplete.bash("pulse-db", root) + WORDS.stripTrailing();
    }
}
