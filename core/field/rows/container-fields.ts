import { nsBetween, type Integer } from '../../bytes/words.ts';
import {
  ContainerType,
  type Container,
  type ContainerMount,
  type ProbeKind,
} from '../../state/containers/container.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Extract, type FieldSpec } from '../define-fields.ts';
import { bracketed, integerArgument } from '../field-arguments.ts';
import type { FieldValue } from '../field.ts';
import { matchesGlob } from '../glob.ts';

const HOST = 'host';

/** The container of the thread. */
export const containerFields = defineFields({ class: 'container', needs: Need.CONTAINERS }, [
  {
    name: 'container.id',
    description: 'Id of the container, host outside of containers.',
    extract: ({ thread }) => thread && (thread.containerId === '' ? HOST : thread.containerId),
  },
  {
    name: 'container.name',
    description: 'Name of the container, host outside of containers.',
    extract: ({ thread, state }) => {
      if (thread?.containerId === '') return HOST;
      return nonEmpty(thread && state.containers.get(thread.containerId)?.name);
    },
  },
  text('container.image', 'Name of the image.', ({ image }) => image),
  text('container.image.id', 'Id of the image.', ({ imageId }) => imageId),
  {
    name: 'container.type',
    description: 'What runs the container: docker, lxc, podman and others; else host.',
    extract: ({ thread, state }) => {
      if (thread?.containerId === '') return HOST;
      const container = thread && state.containers.get(thread.containerId);
      return container && (typeNames[container.type ?? -1] ?? '');
    },
  },
  {
    name: 'container.privileged',
    type: 'bool',
    description: 'Whether the container runs with all privileges.',
    extract: ofContainer(({ type, privileged }) =>
      dockerLike.includes(type ?? -1) ? privileged : undefined,
    ),
  },
  {
    name: 'container.mounts',
    description: 'All mounts as SOURCE:DESTINATION:MODE:WRITABLE:PROPAGATION, with commas.',
    extract: ofContainer(({ mounts }) => mounts.map(mountText).join(',')),
  },
  mount('container.mount', 'A mount as SOURCE:DESTINATION:MODE:WRITABLE:PROPAGATION', mountText),
  {
    ...mount('container.mount.source', 'Where a mount comes from', ({ source }) => source),
    bind: (_context, argument = '') => ({
      extract: ofMount(argument, 'destination', ({ source }) => source),
    }),
  },
  mount('container.mount.dest', 'Where a mount appears', ({ destination }) => destination),
  mount('container.mount.mode', 'Mode of a mount', ({ mode }) => mode),
  mount('container.mount.rdwr', 'Whether a mount is writable', ({ writable }) => String(writable)),
  mount('container.mount.propagation', 'Propagation of a mount', ({ propagation }) => propagation),
  text(
    'container.image.repository',
    'Name of the image without its tag.',
    (c) => c.imageRepository,
  ),
  text('container.image.tag', 'Tag of the image.', ({ imageTag }) => imageTag),
  text(
    'container.image.digest',
    'Digest of the image in its registry.',
    ({ imageDigest }) => imageDigest,
  ),
  probe('container.healthcheck', 'health check', 'Healthcheck'),
  probe('container.liveness_probe', 'liveness probe', 'LivenessProbe'),
  probe('container.readiness_probe', 'readiness probe', 'ReadinessProbe'),
  { ...text('container.full_id', 'Id of the container in full.', (c) => c.fullId), classic: false },
  {
    name: 'container.start_ts',
    type: 'uint64',
    classic: false,
    description: 'When the first process of the container was created, in ns since 1970.',
    extract: (event) => {
      const first = firstProcess(event);
      if (!first) return undefined;
      return (BigInt(first.cloneTsHigh >>> 0) << 32n) | BigInt(first.cloneTsLow >>> 0);
    },
  },
  {
    name: 'container.duration',
    type: 'reltime',
    classic: false,
    description: 'Nanoseconds since the first process of the container was created.',
    extract: (event): Integer | undefined => {
      const first = firstProcess(event);
      return first && nsBetween(first.cloneTsLow, first.cloneTsHigh, event.tsLow, event.tsHigh);
    },
  },
  {
    ...text('container.ip', 'Address of the container.', ({ ip }) =>
      ip === 0 ? '' : [24, 16, 8, 0].map((shift) => (ip >>> shift) & 255).join('.'),
    ),
    classic: false,
  },
  {
    ...text('container.cni.json', 'Network configuration of the container.', (c) => c.cniJson),
    classic: false,
  },
]);

const typeNames: Readonly<Record<number, string>> = {
  [ContainerType.DOCKER]: 'docker',
  [ContainerType.LXC]: 'lxc',
  [ContainerType.LIBVIRT_LXC]: 'libvirt-lxc',
  [ContainerType.MESOS]: 'mesos',
  [ContainerType.CRI]: 'cri',
  [ContainerType.CONTAINERD]: 'containerd',
  [ContainerType.CRIO]: 'cri-o',
  [ContainerType.RKT]: 'rkt',
  [ContainerType.BPM]: 'bpm',
  [ContainerType.PODMAN]: 'podman',
};

/** Types of which it is known whether a container is privileged. */
const dockerLike: readonly number[] = [
  ContainerType.DOCKER,
  ContainerType.CRI,
  ContainerType.CONTAINERD,
  ContainerType.CRIO,
  ContainerType.PODMAN,
];

/** A value of the container of the event's thread. */
export function ofContainer(value: (container: Container) => FieldValue | undefined): Extract {
  return ({ thread, state }) => {
    if (!thread || thread.containerId === '') return undefined;
    const container = state.containers.get(thread.containerId);
    return container && value(container);
  };
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function text(
  name: string,
  description: string,
  value: (container: Container) => string,
): FieldSpec {
  return { name, description, extract: ofContainer((container) => nonEmpty(value(container))) };
}

function mount(name: string, what: string, value: (mount: ContainerMount) => string): FieldSpec {
  return {
    name,
    description: `${what}, chosen by its number, or by a path that may hold * and ?.`,
    argument: 'required',
    argumentKind: `${name}[NUMBER or PATH]`,
    readArgument: bracketed,
    bind: (_context, argument = '') => ({ extract: ofMount(argument, 'source', value) }),
  };
}

function ofMount(
  argument: string,
  key: 'source' | 'destination',
  value: (mount: ContainerMount) => string,
): Extract {
  const index = integerArgument(argument);
  return ofContainer(({ mounts }) => {
    const found =
      index !== undefined && index !== -1
        ? mounts[index]
        : mounts.find((entry) => matchesGlob(index === -1 ? '' : argument, entry[key]));
    return found && value(found);
  });
}

function mountText({ source, destination, mode, writable, propagation }: ContainerMount): string {
  return [source, destination, mode, writable, propagation].join(':');
}

function probe(name: string, what: string, kind: ProbeKind): FieldSpec {
  return {
    name,
    description: `Command of the ${what}, NONE when the container has none.`,
    extract: ofContainer(({ probes }) => {
      const found = probes.find((entry) => entry.kind === kind);
      return found ? [found.exe, ...found.args].join(' ') : 'NONE';
    }),
  };
}

/** The process with pid 1 inside the container, if the capture saw it start. */
function firstProcess({ thread, state }: Event): Event['thread'] {
  if (!thread || thread.containerId === '') return undefined;
  let at: Event['thread'] = thread;
  for (let hops = 0; at && hops < MAX_PARENTS; hops++) {
    if (at.containerId === thread.containerId && at.vpid === 1) {
      return at.cloneTsLow === 0 && at.cloneTsHigh === 0 ? undefined : at;
    }
    at = state.parentOf(at);
  }
  return undefined;
}

const MAX_PARENTS = 1024;
