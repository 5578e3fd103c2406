/** What a line is about beside the process: nothing, its container, its pod or its task. */
export type FormatKind = 'plain' | 'container' | 'kubernetes' | 'mesos';

const places: Readonly<Record<Exclude<FormatKind, 'plain'>, string>> = {
  container: '%container.name',
  kubernetes: '%k8s.pod.name',
  mesos: '%mesos.task.name',
};

const PLAIN =
  '*%evt.num %evt.outputtime %evt.cpu %proc.name (%thread.tid) %evt.dir %evt.type %evt.info';
const COLOURED =
  '*%evt.num %evt.outputtime %evt.cpu \\e[01;32m%proc.name\\e[00m ' +
  '(\\e[01;36m%proc.pid\\e[00m.%thread.tid) %evt.dir \\e[01;34m%evt.type\\e[00m %evt.info';

/** Ends all colours; written at the end of a run whose format had any. */
export const RESET_COLOURS = '\x1b[00m';

/** The format of event lines when the user gives none. Only plain lines have colours. */
export function defaultFormat(kind: FormatKind, isTerminal: boolean): string {
  if (kind === 'plain') return isTerminal ? COLOURED : PLAIN;
  return (
    `*%evt.num %evt.outputtime %evt.cpu ${places[kind]} (%container.id) %proc.name ` +
    '(%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info'
  );
}

/** The format of plugin events when the user gives none. */
export function defaultPluginFormat(isTerminal: boolean): string {
  const name = isTerminal ? '\\e[01;32m%evt.pluginname\\e[00m' : '%evt.pluginname';
  return `*%evt.num %evt.datetime.s [${name}] %evt.plugininfo`;
}
