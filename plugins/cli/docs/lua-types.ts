import { FieldTable } from '@chisel/core/field/field-table.ts';
import type { Field } from '@chisel/core/field/field.ts';
import { luaFunctions, type LuaFunction } from './lua-api.ts';

const GENERATED = '-- Made from the tables by plugins/cli/docs/generate-docs.ts: change those.';

/** Annotations of the API for the Lua language server: what an editor completes and checks. */
export function luaApiTypes(): string {
  return `---@meta
${GENERATED}

---A field that was asked for.
---@class chisel.Field

---A file or connection of a thread.
---@class chisel.Fd
---@field name string
---@field type string
---@field cip? string
---@field sip? string
---@field cport? integer
---@field sport? integer
---@field is_server? boolean
---@field l4proto? string

---A row of the table of threads.
---@class chisel.Thread
---@field tid integer
---@field pid integer
---@field ptid? integer
---@field comm? string
---@field exe? string
---@field flags? integer
---@field fdlimit? integer
---@field uid? integer
---@field gid? integer
---@field nchilds? integer
---@field vmsize_kb? integer
---@field vmrss_kb? integer
---@field vmswap_kb? integer
---@field pfmajor? integer
---@field pfminor? integer
---@field clone_ts? string
---@field username? string
---@field args? string[]
---@field env? string[]
---@field fdtable? table<integer, chisel.Fd>

chisel = {}
evt = {}
sysdig = {}

${luaFunctions.map(functionText).join('\n\n')}
`;
}

/** The names of all fields, each with what it is. */
export function luaFieldTypes(): string {
  const rows = new FieldTable().all
    .filter((field) => !field.filterOnly && !field.hidden)
    .map((field) => `---| ${JSON.stringify(nameOf(field))} # ${field.description}`);
  return `---@meta
${GENERATED}

---@alias chisel.FieldName
${rows.join('\n')}
---| string # a field with another argument
`;
}

function functionText({ name, description, params = [], returns = [] }: LuaFunction): string {
  const names = params.map(([param]) => param.replace('?', '')).join(', ');
  return [
    `---${description}`,
    ...params.map(([param, type]) => `---@param ${param} ${type}`),
    ...returns.map((type) => `---@return ${type}`),
    `function ${name}(${names}) end`,
  ].join('\n');
}

function nameOf({ name, argument }: Field): string {
  return argument === 'required' ? `${name}[0]` : name;
}
