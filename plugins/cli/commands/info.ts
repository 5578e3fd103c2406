import { chiselInfo, type ChiselInfo } from '@chisel/registry';
import { missingWord } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { print } from '../print.ts';
import { registryOptions } from './option-values.ts';
import { createToolchain } from '../toolchain.ts';
import { permissionRows } from './permission-rows.ts';
import { scriptInfo } from './script-info.ts';

/** `chisel info NAME` and `-i NAME`. */
export async function info(line: CommandLine, names: readonly string[]): Promise<number> {
  if (names.length === 0) throw missingWord({ command: 'info', usage: 'info NAME' });
  for (const name of names) {
    const script = await scriptInfo(name);
    print(script ?? (await text(await chiselInfo(name, registryOptions(line)))));
  }
  return 0;
}

async function text({ manifest, installed, resolved, integrity }: ChiselInfo): Promise<string> {
  const { fields } = await createToolchain().checkProgram(manifest);
  const args = manifest.args ?? [];
  return [
    `${manifest.name} ${manifest.version} (${installed ? 'installed' : 'not installed'})`,
    `  ${manifest.description}`,
    '',
    `Category:   ${manifest.category}`,
    `Licence:    ${manifest.license}`,
    `Runtime:    ${manifest.runtime}`,
    `From:       ${resolved}`,
    `Integrity:  ${integrity}`,
    'It',
    ...permissionRows(manifest, fields),
    ...(args.length > 0 ? ['Arguments:', ...args.map(argumentRow)] : []),
    ...(manifest.examples ?? []).flatMap((example) => [
      '',
      example.description,
      `    ${example.command}`,
    ]),
    '',
  ].join('\n');
}

type Argument = NonNullable<ChiselInfo['manifest']['args']>[number];

function argumentRow({ name, description, type, choices, default: preset }: Argument): string {
  const values = choices ? choices.join(' | ') : type;
  const otherwise = preset === undefined ? '' : `, ${String(preset)} if left out`;
  return `    ${name} (${values}${otherwise})  ${description}`;
}
