import { sinksFinished } from '@chisel/core/output/fd-sink.ts';
import { parseCommandLine, type CommandLine } from './command-line/parse-command-line.ts';
import { read } from './commands/read.ts';
import { reportError } from './report-error.ts';
import { runExitTasks } from './run/at-exit.ts';

/** Runs one command line and returns the exit code. Never throws. */
export async function run(args: readonly string[]): Promise<number> {
  const result = await dispatch(args).catch(reportError);
  const code = await sinksFinished().then(() => result, reportError);
  runExitTasks(code);
  return code;
}

type Handler = (line: CommandLine, args: readonly string[]) => Promise<number>;

// Each is loaded when it is asked for: reading a capture must not wait for the registry's code.
const handlers: Readonly<Record<string, Handler>> = {
  install: async (line) => (await import('./commands/install.ts')).install(line),
  search: async (line) => (await import('./commands/audit.ts')).search(line),
  outdated: async (line) => (await import('./commands/update.ts')).outdated(line),
  update: async (line) => (await import('./commands/update.ts')).update(line),
  rollback: async (line) => (await import('./commands/update.ts')).rollback(line),
  audit: async (line) => (await import('./commands/audit.ts')).audit(line),
  uninstall: async (line) => (await import('./commands/uninstall.ts')).uninstall(line),
  list: async (line) => (await import('./commands/list.ts')).list(line),
  import: async (line) => (await import('./commands/import.ts')).importScript(line),
  info: async (line) => (await import('./commands/info.ts')).info(line, line.words),
  publish: async (line) => (await import('./commands/publish.ts')).publish(line),
  key: async (line) => (await import('./commands/key.ts')).key(line),
  registry: async (line) => (await import('./commands/registry.ts')).registry(line),
  create: async (line) => (await import('./commands/create.ts')).create(line),
  dev: async (line, args) => (await import('./commands/dev.ts')).dev(line, args),
  test: async (line) => (await import('./commands/test.ts')).test(line),
  explain: async (line) => (await import('./commands/explain.ts')).explain(line),
  pack: async (line) =>
    line.switches.has('bundle')
      ? (await import('./commands/bundle.ts')).bundle(line)
      : (await import('./commands/pack.ts')).pack(line),
  doctor: async () => (await import('./commands/doctor.ts')).doctor(),
  verify: async (line) => (await import('./commands/verify.ts')).verify(line),
  completion: async (line) => (await import('./commands/show.ts')).showCompletion(line.words[0]),
  help: async () => (await import('./commands/show.ts')).showHelp(),
};

/** Switches that ask for a text instead of a run, in order of precedence. */
const texts: readonly [key: string, handler: Handler][] = [
  ['help', async () => (await import('./commands/show.ts')).showHelp()],
  ['version', async () => (await import('./commands/show.ts')).showVersion()],
  ['listChisels', async (line) => (await import('./commands/list.ts')).list(line)],
  ['listEvents', async (line) => (await import('./commands/show.ts')).showEvents(line)],
  ['listMarkdown', async (line) => (await import('./commands/show.ts')).showFields(line)],
  ['listFields', async (line) => (await import('./commands/show.ts')).showFields(line)],
];

async function dispatch(args: readonly string[]): Promise<number> {
  const line = parseCommandLine(args);
  if (line.command !== undefined) return (handlers[line.command] as Handler)(line, args);
  const text = texts.find(([key]) => line.switches.has(key));
  if (text) return text[1](line, args);
  if (line.chisels.some(({ name }) => name === 'l')) {
    return (await import('./commands/list.ts')).list(line);
  }
  if (line.values.has('view')) return (await import('./commands/view.ts')).view(line);
  const described = line.values.get('chiselInfo');
  if (described) return (await import('./commands/info.ts')).info(line, described);
  if (line.values.get('print')?.includes('p')) {
    return (await import('./commands/show.ts')).showDefaultFormat();
  }
  if (line.values.has('events')) return (await import('./rows/feed-rows.ts')).feedRows(line);
  return read(line);
}
