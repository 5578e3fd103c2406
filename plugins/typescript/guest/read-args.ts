const { create, freeze, keys } = Object;
const { isArray } = Array;
const RealNumber = Number;
const RealString = String;
const RealError = Error;

interface ArgDefinition {
  readonly type?: unknown;
  readonly optional?: unknown;
  readonly default?: unknown;
  readonly choices?: unknown;
}

/** Puts the given arguments and the defaults together and checks them. */
export function readArgs(
  definitions: unknown,
  given: Readonly<Record<string, string | number | boolean>>,
): object {
  const wanted = (definitions ?? {}) as Record<string, ArgDefinition>;
  const args = create(null) as Record<string, unknown>;
  for (const name of keys(given)) args[name] = given[name];
  for (const name of keys(wanted)) {
    const arg = wanted[name] as ArgDefinition;
    args[name] = args[name] === undefined ? arg.default : args[name];
    checkArg(name, args, arg);
  }
  return freeze(args);
}

function checkArg(name: string, args: Record<string, unknown>, arg: ArgDefinition): void {
  const value = args[name];
  if (value === undefined) {
    if (arg.optional === true) return;
    throw new RealError(`argument ${name} is missing`);
  }
  if (arg.type === 'number') {
    const number = RealNumber(value);
    if (number !== number) throw new RealError(`argument ${name} must be a number`);
    args[name] = number;
  }
  if (arg.type === 'boolean') args[name] = value === true || value === 'true';
  if (isArray(arg.choices)) {
    let choices = '';
    for (let i = 0; i < arg.choices.length; i++) {
      if (arg.choices[i] === value) return;
      choices += (i > 0 ? ', ' : '') + RealString(arg.choices[i]);
    }
    throw new RealError(`argument ${name} must be one of ${choices}`);
  }
}
