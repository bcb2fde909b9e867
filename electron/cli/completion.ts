// Owns: completion scripts, made from the tree of commands so that they cannot lag behind. Imports nothing of ours.
// Start reading at `completionScript`.

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export interface CompletionNode {
  /** `['outbox', 'list']`; empty for the program itself. */
  readonly path: readonly string[];
  /** Commands and options that can follow. */
  readonly words: readonly { readonly word: string; readonly help: string }[];
}

export function completionScript(shell: Shell, nodes: readonly CompletionNode[]): string {
  return { bash, zsh, fish }[shell](nodes);
}

/** Finds the deepest command among the words typed so far; the same few lines in each shell's own language. */
const commandNames = (nodes: readonly CompletionNode[]) => nodes.map(({ path }) => path.join(' ')).filter(Boolean);

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function bash(nodes: readonly CompletionNode[]): string {
  const cases = nodes.map(
    ({ path, words }) => `    ${quote(path.join(' '))}) words=${quote(words.map(({ word }) => word).join(' '))} ;;`,
  );
  return `# bash completion for slipway
_slipway() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" path='' next word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in
    ${commandNames(nodes).map(quote).join('|')}) path="$next" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _slipway slipway
`;
}

function zsh(nodes: readonly CompletionNode[]): string {
  const describe = ({ word, help }: { word: string; help: string }) => quote(`${word.replaceAll(':', '\\:')}:${help}`);
  const cases = nodes.map(
    ({ path, words }) => `    ${quote(path.join(' '))}) candidates=(${words.map(describe).join(' ')}) ;;`,
  );
  return `#compdef slipway
_slipway() {
  local path_typed='' next word
  local -a candidates
  for word in "\${(@)words[2,CURRENT-1]}"; do
    next="\${path_typed:+$path_typed }$word"
    case "$next" in
    ${commandNames(nodes).map(quote).join('|')}) path_typed="$next" ;;
    esac
  done
  case "$path_typed" in
${cases.join('\n')}
  esac
  _describe 'slipway' candidates || _files
}
if [ "$funcstack[1]" = _slipway ]; then _slipway "$@"; else compdef _slipway slipway; fi
`;
}

function fish(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap(({ path, words }) =>
    words.map(({ word, help }) => {
      const candidate = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c slipway -n ${quote(`__slipway_at ${quote(path.join(' '))}`)} ${candidate} -d ${quote(help)}`;
    }),
  );
  return `# fish completion for slipway
function __slipway_at
  set -l typed
  for word in (commandline -opc)[2..-1]
    set -l next (string trim "$typed $word")
    if contains -- $next ${commandNames(nodes).map(quote).join(' ')}
      set typed $next
    end
  end
  test "$typed" = "$argv[1]"
end
${lines.join('\n')}
`;
}
