//! Shell scripts that complete rooms and examples after `just run`.

use clap::ValueEnum;

use crate::menu::Room;

/// A shell that can be asked for a completion.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// The friendly interactive shell
    Fish,
}

/// The recipes after which rooms and examples come.
const RECIPES: &str = "run python diff compare record soak lanes";

const BASH: &str = r#"# Completes `just run 02-threads greeter`; for ~/.bashrc.
_models_of_concurrency() {
    local word=${COMP_WORDS[COMP_CWORD]}
    case " RECIPES " in
        *" ${COMP_WORDS[1]} "*)
            if ((COMP_CWORD > 1)); then
                COMPREPLY=($(compgen -W "NAMES" -- "$word"))
                return
            fi
    esac
    # Elsewhere, what just itself completes.
    if declare -F _just >/dev/null; then
        _just "$@"
    else
        COMPREPLY=($(compgen -W "$(just --summary 2>/dev/null)" -- "$word"))
    fi
}
complete -F _models_of_concurrency just scripts/just
"#;

const ZSH: &str = r#"# Completes `just run 02-threads greeter`; for ~/.zshrc.
_models_of_concurrency() {
    if ((CURRENT > 2)) && [[ " RECIPES " = *" $words[2] "* ]]; then
        compadd -- NAMES
    elif (($+functions[_just])); then
        _just "$@"
    else
        compadd -- $(just --summary 2>/dev/null)
    fi
}
compdef _models_of_concurrency just scripts/just
"#;

const FISH: &str = r#"# Completes `just run 02-threads greeter`; for
# ~/.config/fish/completions/just.fish.
complete --command just --no-files \
    --condition '__fish_seen_subcommand_from RECIPES' \
    --arguments 'NAMES'
complete --command just --condition __fish_is_first_arg --no-files \
    --arguments '(just --summary 2>/dev/null | string split " ")'
"#;

/// The script for a shell.
pub fn script(shell: Shell, rooms: &[Room]) -> String {
    let mut names = Vec::new();
    for room in rooms {
        names.push(room.name.as_str());
        names.extend(room.examples.iter().map(|it| it.name.as_str()));
    }
    names.sort_unstable();
    names.dedup();
    let template = match shell {
        Shell::Bash => BASH,
        Shell::Zsh => ZSH,
        Shell::Fish => FISH,
    };
    template.replace("RECIPES", RECIPES).replace("NAMES", &names.join(" "))
}
