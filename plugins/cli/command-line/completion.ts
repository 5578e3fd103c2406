import { defineError } from '@chisel/core';
import { commands, options, type Option } from './options.ts';

export const unknownShell = defineError<{ shell: string | undefined }>(
  'CHISEL_UNKNOWN_SHELL',
  ({ shell }) => ({
    message: shell ? `there is no completion for ${shell}` : 'completion needs the name of a shell',
    remedy: 'Write chisel completion bash, zsh or fish.',
  }),
);

/** A completion script for `shell`, made from the option and command tables. */
export function completionScript(shell: string | undefined): string {
  const write = shell === undefined ? undefined : shells.get(shell);
  if (!write) throw unknownShell({ shell });
  return write(options.filter(({ status }) => status !== 'later'));
}

type WriteScript = (available: readonly Option[]) => string;

const shells: ReadonlyMap<string, WriteScript> = new Map(
  Object.entries<WriteScript>({
    bash: (available) => {
      const words = [...commandNames(), ...available.flatMap(spellings)].join(' ');
      const files = spellings(byKey(available, 'read')).join('|');
      const chisels = ['chisel', 'chiselInfo'].flatMap((key) => spellings(byKey(available, key)));
      return `_chisel() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  case $before in
    ${files}) COMPREPLY=($(compgen -f -- "$word")) ;;
    ${[...chisels, 'info', 'uninstall', 'verify'].join('|')})
      COMPREPLY=($(compgen -W "$(chisel list --names 2>/dev/null)" -- "$word")) ;;
    *) COMPREPLY=($(compgen -W "${words}" -- "$word")) ;;
  esac
}
complete -o default -F _chisel chisel
`;
    },
    zsh: (available) => {
      const rows = available.flatMap((option) =>
        spellings(option).map((spelling) =>
          quote(`${spelling}[${plain(option.description)}]${zshValue(option)}`),
        ),
      );
      return `#compdef chisel
_arguments ${rows.join(' \\\n  ')} \\
  ${quote(`1: :(${commandNames().join(' ')})`)} '*: :_files'
`;
    },
    fish: (available) =>
      [
        ...commands.map(
          ({ name, description }) =>
            `complete -c chisel -n __fish_use_subcommand -a ${name} -d ${quote(description)}`,
        ),
        ...available.map(
          ({ short, long, value, description }) =>
            `complete -c chisel${short ? ` -s ${short}` : ''} -l ${long}${value ? ' -r' : ''} -d ${quote(description)}`,
        ),
        '',
      ].join('\n'),
  }),
);

function commandNames(): string[] {
  return commands.map(({ name }) => name);
}

function byKey(available: readonly Option[], key: string): Option {
  const option = available.find((row) => row.key === key);
  if (!option) throw new Error(`no option ${key}`);
  return option;
}

function spellings({ short, long }: Option): string[] {
  return short ? [`-${short}`, `--${long}`] : [`--${long}`];
}

function zshValue({ key, value }: Option): string {
  if (!value) return '';
  return key === 'read' ? ':file:_files' : `:${value}:`;
}

function plain(text: string): string {
  return text.replaceAll(/[[\]:]/g, ' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
