import { ContainerType } from './container.ts';
import type { Thread } from '../thread.ts';

/** What an engine recognised a thread's container by. */
export interface ContainerMatch {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly mesosTaskId?: string;
  /** The engine only knows the id: no container is made, and other engines are asked too. */
  readonly idOnly?: boolean;
}

/** What engines may ask about a thread's surroundings. */
export interface EngineContext {
  /** Walks up the parents, starting with the parent, until `visit` returns false. */
  visitParents(thread: Thread, visit: (parent: Thread) => boolean): void;
  envOf(thread: Thread): readonly string[];
  isKnown(containerId: string): boolean;
  /** Whether any container known is part of an rkt pod. */
  readonly knowsPods: boolean;
}

export type Engine = (thread: Thread, context: EngineContext) => ContainerMatch | undefined;

interface Layout {
  readonly prefix: string;
  readonly suffix: string;
}

const PODMAN: readonly Layout[] = [{ prefix: '/libpod-', suffix: '.scope' }];
const DOCKER: readonly Layout[] = [
  { prefix: '/', suffix: '' },
  { prefix: '/docker-', suffix: '.scope' },
];
const CRI: readonly Layout[] = [
  { prefix: '/', suffix: '' },
  { prefix: '/crio-', suffix: '' },
  { prefix: '/cri-containerd-', suffix: '.scope' },
  { prefix: '/crio-', suffix: '.scope' },
  { prefix: ':cri-containerd:', suffix: '' },
];

/** The engines in the order in which they are asked. */
export const engines: readonly Engine[] = [
  (thread) => runcMatch(thread, PODMAN, ContainerType.PODMAN),
  (thread) => runcMatch(thread, DOCKER, ContainerType.DOCKER),
  (thread) => runcMatch(thread, CRI, ContainerType.CRI, true),
  matchLxc,
  matchLibvirt,
  matchMesos,
  matchRkt,
  matchBpm,
];

/** Digits of an id in a cgroup path, and how many of them are shown. */
const ID_DIGITS = 64;
const SHOWN_DIGITS = 12;

function runcMatch(
  thread: Thread,
  layouts: readonly Layout[],
  type: number,
  idOnly = false,
): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    for (const layout of layouts) {
      const id = runcId(path, layout);
      if (id !== undefined) return { id, type, name: '', idOnly };
    }
  }
  return undefined;
}

/** Like the reference, looks for odd characters of an id only in the first 64 of the whole path. */
function runcId(path: string, { prefix, suffix }: Layout): string | undefined {
  const found = path.lastIndexOf(prefix);
  const end = path.lastIndexOf(suffix);
  const start = found + prefix.length;
  if (found < 0 || end - start !== ID_DIGITS) return undefined;
  const odd = path.slice(start).search(/[^0-9a-fA-F]/);
  if (odd >= 0 && start + odd < ID_DIGITS) return undefined;
  return path.slice(start, start + SHOWN_DIGITS);
}

function matchLxc(thread: Thread): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    const id = /\/lxc\/([^/]*)/.exec(path)?.[1] ?? /\/lxc\.payload\/([^/]*)/.exec(path)?.[1];
    if (id !== undefined) return { id, type: ContainerType.LXC, name: id };
  }
  return undefined;
}

function matchLibvirt(thread: Thread): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    const id = libvirtId(path);
    if (id !== undefined) return { id, type: ContainerType.LIBVIRT_LXC, name: id };
  }
  return undefined;
}

const SYSTEMD_LIBVIRT = '-lxc\\x2';

function libvirtId(path: string): string | undefined {
  const plain = /\/([^/]*?)\.libvirt-lxc$/.exec(path);
  if (plain && path.indexOf('.libvirt-lxc') === path.length - 12) return plain[1];
  const systemd = path.indexOf(SYSTEMD_LIBVIRT);
  const scope = path.indexOf('.scope');
  if (systemd >= 0 && scope >= 0 && scope === path.length - 6) {
    return path.slice(systemd + SYSTEMD_LIBVIRT.length + 1, scope);
  }
  const legacy = path.indexOf('/libvirt/lxc/');
  return legacy < 0 ? undefined : path.slice(legacy + 13);
}

const MESOS_VARIABLES = ['MESOS_TASK_ID', 'mesos_task_id', 'MESOS_EXECUTOR_ID'];

/** Counts only with the task's id in the environment of the thread or of one of its parents. */
function matchMesos(thread: Thread, context: EngineContext): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    const at = path.indexOf('/mesos/');
    const id = path.slice(at + 7);
    if (at < 0 || !/^[0-9a-fA-F-]{36}$/.test(id)) continue;
    const task = mesosTask(thread, context);
    if (task.length < 3 || !/[._]/.test(task)) return undefined;
    return { id, type: ContainerType.MESOS, name: id, mesosTaskId: task };
  }
  return undefined;
}

function mesosTask(thread: Thread, context: EngineContext): string {
  let task = '';
  const visit = (visited: Thread): boolean => {
    for (const name of MESOS_VARIABLES) {
      if (task === '') task = variable(context.envOf(visited), name);
    }
    return task === '';
  };
  if (visit(thread)) context.visitParents(thread, visit);
  return task;
}

function variable(env: readonly string[], name: string): string {
  const found = env.find((item) => item.length > name.length + 1 && item.startsWith(`${name}=`));
  return found === undefined ? '' : found.slice(name.length + 1).replace(/^ +| +$/g, '');
}

const POD_VARIABLE = 'container_uuid=';
const POD_ARGUMENT = '--uuid=';

function matchRkt(thread: Thread, context: EngineContext): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    if (!context.knowsPods || !path.endsWith('.service')) continue;
    const pod = podOfParents(thread, context);
    const app = path.slice(path.lastIndexOf('/') + 1, -'.service'.length);
    if (pod !== '' && context.isKnown(`${pod}:${app}`)) return rktMatch(pod, app);
  }
  const core = /^\/opt\/stage2\/(.*?)\/rootfs/.exec(thread.root);
  if (core) return rktFromEnvironment(thread, core[1] as string, context);
  const fly = /^\/var\/lib\/rkt\/pods\/run\/(.*?)\/stage1\/rootfs\/opt\/stage2\/(.*?)\/rootfs/;
  const found = fly.exec(thread.root);
  return found ? rktMatch(found[1] as string, found[2] as string) : undefined;
}

function rktMatch(pod: string, app: string): ContainerMatch {
  return { id: `${pod}:${app}`, type: ContainerType.RKT, name: app, idOnly: true };
}

function podOfParents(thread: Thread, context: EngineContext): string {
  let pod = '';
  context.visitParents(thread, (parent) => {
    const inEnv = context.envOf(parent).find((item) => item.startsWith(POD_VARIABLE));
    const inArgs = parent.args.find((argument) => argument.includes(POD_ARGUMENT));
    if (inEnv !== undefined) pod = inEnv.slice(POD_VARIABLE.length);
    else if (inArgs !== undefined) pod = inArgs.slice(POD_ARGUMENT.length);
    return inEnv === undefined && inArgs === undefined;
  });
  return pod;
}

function rktFromEnvironment(
  thread: Thread,
  app: string,
  context: EngineContext,
): ContainerMatch | undefined {
  let match: ContainerMatch | undefined;
  const visit = (visited: Thread): boolean => {
    const found = context.envOf(visited).find((item) => item.startsWith(POD_VARIABLE));
    if (found !== undefined) match = rktMatch(found.slice(POD_VARIABLE.length), app);
    return match === undefined;
  };
  if (visit(thread)) context.visitParents(thread, visit);
  return match;
}

function matchBpm(thread: Thread): ContainerMatch | undefined {
  for (const [, path] of thread.cgroups) {
    const at = path.indexOf('bpm-');
    if (at < 0) continue;
    const end = path.indexOf('.scope', at + 4);
    const id = path.slice(at + 4, end < 0 ? path.length : end);
    if (/^[a-zA-Z0-9._-]+$/.test(id)) return { id, type: ContainerType.BPM, name: id };
  }
  return undefined;
}
