/** Fields that show what was read, written, logged or passed as arguments, by the start of their names. */
const payloadFields: readonly RegExp[] = [
  /^evt\.(buffer|args|info|arg|rawarg|plugininfo)\b/,
  /^proc\.(args|cmdline|exeline|env|aenv|acmdline|aargs|pcmdline)\b/,
  /^(evtin\.)?span\.([mps]\.)?(enter)?args?\b/,
  /^syslog\.message\b/,
];

/** Whether a field, written with its argument, shows contents, which may hold secrets. */
export function isPayloadField(name: string): boolean {
  return payloadFields.some((pattern) => pattern.test(name));
}
