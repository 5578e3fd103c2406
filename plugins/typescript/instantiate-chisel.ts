import { posix } from 'node:path';
import { answerAsText, type GuestHost } from '@chisel/core/sandbox/host-answers.ts';
import { GuestFault, type GuestSetup, type Program } from '@chisel/core/sandbox/runtime.ts';
import { loadIsolatedVm } from '@chisel/isolate/isolated-vm.ts';
import type ivm from 'isolated-vm';
import { guestModules } from './guest-modules.ts';
import { stripProgram } from './strip-program.ts';

/** How the host calls into a guest. */
export interface GuestFunctions {
  readonly declared: string | undefined;
  readonly start: ivm.Reference;
  readonly feed: ivm.Reference;
  readonly end: ivm.Reference;
  readonly takeOutput: ivm.Reference;
}

const SDK = '@chisel/sdk';
const AUTHOR = 'chisel:///';
/** Evaluated last: hands the author's definition to the bootstrap. */
const MAIN = `import chisel from 'entry'; import { adopt } from 'bootstrap'; adopt(chisel);`;

/** Compiles bootstrap, SDK and the author's files in a new context and runs the author's module. */
export async function instantiateChisel(
  isolate: ivm.Isolate,
  setup: GuestSetup,
  setupText: string,
): Promise<GuestFunctions> {
  const { ExternalCopy } = loadIsolatedVm();
  const timeout = setup.limits.timeMs;
  const context = await isolate.createContext();
  const modules = await compileModules(isolate, await stripProgram(setup.program));
  await modules.bootstrap.instantiate(context, modules.part);
  await modules.bootstrap.evaluate({ timeout });
  const functions = modules.bootstrap.namespace;
  const buffers = setup.slots.map((slot) => new ExternalCopy(slot).copyInto());
  const attach = await functions.get('attach', { reference: true });
  await attach.apply(undefined, [setupText, ...buffers]);
  await connectHost(functions, setup.host);
  await modules.confine.instantiate(context, refuse);
  await modules.confine.evaluate({ timeout });
  await modules.main.instantiate(context, (specifier, referrer) =>
    modules.resolve(specifier, referrer),
  );
  await modules.main.evaluate({ timeout });
  const [declared, start, feed, end, takeOutput] = await Promise.all([
    functions
      .get('declared', { reference: true })
      .then((declare) => declare.apply(undefined, [], { timeout })),
    functions.get('start', { reference: true }),
    functions.get('feed', { reference: true }),
    functions.get('end', { reference: true }),
    functions.get('takeOutput', { reference: true }),
  ]);
  return { declared: declared as string | undefined, start, feed, end, takeOutput };
}

/** Gives the bootstrap a function to ask with; the author's code never sees it. */
async function connectHost(functions: ivm.Reference, host: GuestHost | undefined): Promise<void> {
  if (host === undefined) return;
  const { Callback } = loadIsolatedVm();
  const answer = (question: string, detail: string): string => answerAsText(host, question, detail);
  const connect = await functions.get('connect', { reference: true });
  await connect.apply(undefined, [new Callback(answer)]);
}

interface Modules {
  readonly bootstrap: ivm.Module;
  readonly confine: ivm.Module;
  readonly main: ivm.Module;
  /** What the bootstrap imports. */
  part(specifier: string): ivm.Module;
  resolve(specifier: string, referrer: ivm.Module): ivm.Module;
}

async function compileModules(isolate: ivm.Isolate, program: Program): Promise<Modules> {
  const { bootstrap: bootstrapSource, confine: confineSource, parts, sdk } = guestModules();
  const compile = (source: string, filename: string): Promise<ivm.Module> =>
    isolate.compileModule(source, { filename });
  const bootstrap = await compile(bootstrapSource, 'sdk:///bootstrap');
  const confine = await compile(confineSource, 'sdk:///confine');
  const partModules = new Map<string, ivm.Module>();
  for (const [name, source] of Object.entries(parts)) {
    partModules.set(name, await compile(source, `sdk:///${name}`));
  }
  const main = await compile(MAIN, 'sdk:///main');
  const sdkModules = new Map<string, ivm.Module>([['host.ts', bootstrap]]);
  for (const [name, source] of Object.entries(sdk))
    sdkModules.set(name, await compile(source, `sdk:///${name}`));
  const authorModules = new Map<string, ivm.Module>();
  const paths = new Map<ivm.Module, string>();
  for (const [path, source] of program.files) {
    const module = await compile(source, AUTHOR + path);
    authorModules.set(path, module);
    paths.set(module, path);
  }
  const entry = authorModules.get(program.entry);
  if (!entry) throw new GuestFault('load', `its entry file ${program.entry} is missing`);
  const special = new Map([
    ['entry', entry],
    ['bootstrap', bootstrap],
  ]);
  return {
    bootstrap,
    confine,
    part: (specifier) =>
      (partModules.get(specifier) ??
        partModules.get(specifier.replace('./', '@chisel/isolate/guest/'))) as ivm.Module,
    main,
    resolve(specifier, referrer) {
      if (referrer === main) return special.get(specifier) as ivm.Module;
      const path = paths.get(referrer);
      if (path === undefined) return sdkModules.get(specifier.slice('./'.length)) as ivm.Module;
      if (specifier === SDK) return sdkModules.get('index.ts') as ivm.Module;
      const target = specifier.startsWith('.') && posix.join(posix.dirname(path), specifier);
      const module = target ? findModule(authorModules, target) : undefined;
      if (module) return module;
      throw new GuestFault(
        'load',
        `${path} imports ${specifier}; only ${SDK} and its own files are there`,
      );
    },
  };
}

/** Built files still name each other by their sources. */
function findModule(
  modules: ReadonlyMap<string, ivm.Module>,
  path: string,
): ivm.Module | undefined {
  return modules.get(path) ?? modules.get(path.replace(/\.ts$/, '.js'));
}

function refuse(specifier: string): never {
  throw new Error(`unexpected import of ${specifier}`);
}
