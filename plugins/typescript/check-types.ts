import { realpathSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import ts from 'typescript';

/** Something wrong in an author's file; line and column count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The TypeScript of one chisel: texts by their path in its folder. */
export interface TypedSource {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Checks chisels against the SDK's types: a misspelt field, a wrong type, syntax that can't be erased. The
 * compiler reads their files, the SDK and its own library, nothing else. All are one program, so that
 * the library is read once. Gives what is wrong with each.
 */
export function checkTypes(sources: readonly TypedSource[], sdkFolder: string): Diagnostic[][] {
  const sdk = realpathSync(sdkFolder);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.esnext.d.ts'],
    types: [],
    paths: { '@chisel/sdk': [join(sdk, 'index')] },
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  const host = confine(ts.createCompilerHost(options), virtualFiles(sources), sdk);
  const entries = sources.map(({ entry }, index) => rootOf(index) + entry);
  const program = ts.createProgram(entries, options, host);
  return sources.map(({ entry }, index) => diagnosticsOf(program, rootOf(index), entry));
}

/** Where the files of a chisel seem to be. */
const rootOf = (index: number): string => `/chisel/${index}/`;

function virtualFiles(sources: readonly TypedSource[]): Map<string, string> {
  return new Map(
    sources.flatMap(({ files }, index) =>
      [...files].map(([path, text]) => [rootOf(index) + path, text] as const),
    ),
  );
}

/** Lets the compiler see the chisels' files, the SDK and its own library only. */
function confine(
  host: ts.CompilerHost,
  files: ReadonlyMap<string, string>,
  sdk: string,
): ts.CompilerHost {
  const library = realpathSync(dirname(ts.getDefaultLibFilePath({})));
  const isAllowed = (path: string): boolean =>
    [sdk, library].some((folder) => path.startsWith(folder + sep)) && !path.includes('..');
  return {
    ...host,
    getCurrentDirectory: () => '/chisel',
    fileExists: (path) => files.has(path) || (isAllowed(path) && host.fileExists(path)),
    readFile: (path) => files.get(path) ?? (isAllowed(path) ? host.readFile(path) : undefined),
    getSourceFile: (path, options, ...rest) => {
      const text = files.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, options);
      return isAllowed(path) ? host.getSourceFile(path, options, ...rest) : undefined;
    },
    realpath: (path) => path,
    directoryExists: () => true,
    getDirectories: () => [],
  };
}

function diagnosticsOf(program: ts.Program, root: string, entry: string): Diagnostic[] {
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(root));
  const found = own.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
  return [...found, ...program.getOptionsDiagnostics()].map((diagnostic) =>
    describe(diagnostic, root, entry),
  );
}

function describe(
  { file, start, messageText }: ts.Diagnostic,
  root: string,
  entry: string,
): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n    ');
  if (file === undefined || start === undefined) return { file: entry, line: 1, column: 1, text };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const path = posix.relative(root, file.fileName);
  return { file: path, line: line + 1, column: character + 1, text };
}
