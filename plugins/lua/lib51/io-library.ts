import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaFile } from '../vm/lua-file.ts';
import { LuaUserdata } from '../vm/lua-userdata.ts';
import type { LuaInput, LuaResult, LuaTable, LuaValue, LuaVm, LuaWorld } from '../vm/lua-vm.ts';
import { textArgument } from './arguments.ts';
import { FileReader } from './file-reader.ts';
import type { Library } from './library.ts';
import { refusals } from './os-library.ts';

/** What `io.open` and the standard streams are in Lua. */
class FileHandle extends LuaUserdata {
  readonly file: LuaFile;
  readonly isStandard: boolean;
  readonly #methods: LuaTable;
  reader: FileReader | undefined;
  isClosed = false;

  constructor(file: LuaFile, methods: LuaTable, isStandard = false) {
    super();
    this.file = file;
    this.#methods = methods;
    this.isStandard = isStandard;
  }

  override get label(): string {
    return this.isClosed ? 'file (closed) ' : 'file ';
  }

  override get methods(): LuaTable {
    return this.#methods;
  }
}

const REFUSED = ['popen', 'tmpfile'];

/** The table `io`: streams, and files as far as the host opens them. */
export function ioLibrary(
  vm: LuaVm,
  world: LuaWorld,
): { library: Library; streams: Record<string, LuaInput> } {
  const methods = vm.createTable();
  const streams = standardStreams(world, methods);
  let output = streams.stdout;
  let input = streams.stdin;
  const open = (path: string, mode: string): FileHandle =>
    new FileHandle(world.openFile(path, mode), methods);
  addMethods(vm, methods);
  return {
    streams,
    library: {
      fixed: {
        open: (path: LuaValue, mode: LuaValue) =>
          open(textArgument(path, 1), mode === undefined ? 'r' : textArgument(mode, 2)),
        close: (file: LuaValue) => close(file === undefined ? output : fileArgument(file, 1)),
        flush: () => {
          output.file.flush?.();
          return true;
        },
        output: (file: LuaValue) => {
          if (typeof file === 'string') output = open(file, 'w');
          else if (file !== undefined) output = fileArgument(file, 1);
          return output;
        },
        input: (file: LuaValue) => {
          if (typeof file === 'string') input = open(file, 'r');
          else if (file !== undefined) input = fileArgument(file, 1);
          return input;
        },
        lines: (path: LuaValue) => {
          const handle = path === undefined ? input : open(textArgument(path, 1), 'r');
          return lines(vm, handle);
        },
        type: (value: LuaValue) => {
          if (!(value instanceof FileHandle)) return undefined;
          return value.isClosed ? 'closed file' : 'file';
        },
        ...refusals(world, 'io', REFUSED),
      },
      variadic: {
        write: (args) => write(output, args, 1),
        read: (args) => readerOf(input).readAll(args),
      },
    },
  };
}

function standardStreams(world: LuaWorld, methods: LuaTable) {
  const nothing = (): void => undefined;
  const stream = (write: (text: string) => void, readLine?: LuaWorld['readLine']) =>
    new FileHandle({ write, close: nothing, ...(readLine ? { readLine } : {}) }, methods, true);
  return {
    stdin: stream(
      () => {
        throw new LuaError('Bad file descriptor');
      },
      world.readLine ?? (() => undefined),
    ),
    stdout: stream(world.write),
    stderr: stream(world.writeError),
  };
}

function addMethods(vm: LuaVm, methods: LuaTable): void {
  const variadic = {
    write: (args: readonly LuaValue[]) => write(fileArgument(args[0], 1), args.slice(1), 2),
    read: (args: readonly LuaValue[]) => readerOf(fileArgument(args[0], 1)).readAll(args.slice(1)),
    close: (args: readonly LuaValue[]) => close(fileArgument(args[0], 1)),
    flush: (args: readonly LuaValue[]) => {
      fileArgument(args[0], 1).file.flush?.();
      return true;
    },
    lines: (args: readonly LuaValue[]) => lines(vm, fileArgument(args[0], 1)),
    setvbuf: () => true,
    seek: () => {
      throw new LuaError('files of a chisel cannot seek');
    },
  };
  for (const [name, method] of Object.entries(variadic)) {
    vm.set(methods, name, vm.createVariadic(name, method));
  }
}

function fileArgument(value: LuaValue, index: number): FileHandle {
  if (!(value instanceof FileHandle)) throw new ArgumentError(index, 'FILE* expected', true, value);
  if (value.isClosed) throw new LuaError('attempt to use a closed file');
  return value;
}

function write(handle: FileHandle, args: readonly LuaValue[], first: number): LuaResult {
  const text = args.map((value, i) => textArgument(value, first + i)).join('');
  handle.file.write(text);
  return true;
}

function close(handle: FileHandle): LuaResult {
  if (handle.isStandard) return [undefined, 'cannot close standard file'];
  handle.file.close();
  handle.isClosed = true;
  return true;
}

function readerOf(handle: FileHandle): FileReader {
  handle.reader ??= new FileReader(handle.file);
  return handle.reader;
}

function lines(vm: LuaVm, handle: FileHandle): LuaInput {
  const reader = readerOf(handle);
  return vm.createFunction('lines', () => reader.line(false));
}
