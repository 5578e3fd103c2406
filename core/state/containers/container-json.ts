import {
  createContainer,
  Lookup,
  type Container,
  type ContainerMount,
  type HealthProbe,
  type PortMapping,
  type ProbeKind,
} from './container.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads the text of a container event; undefined when it is not JSON. */
export function parseContainer(bytes: string): Container | undefined {
  const json = parseObject(Buffer.from(bytes, 'latin1').toString('utf8'));
  if (json === undefined) return undefined;
  const from = objectOf(json['container']);
  const created = createContainer(textOf(from['id']), numberOf(from['type']));
  return { ...created, ...describe(from), ...limits(from, created), ...addresses(from) };
}

function parseObject(text: string): Json | undefined {
  const end = text.indexOf('\0');
  try {
    return objectOf(JSON.parse(end < 0 ? text : text.slice(0, end)));
  } catch {
    return undefined;
  }
}

function describe(from: Json): Partial<Container> {
  return {
    fullId: textOf(from['full_id']),
    name: textOf(from['name']),
    image: textOf(from['image']),
    imageId: textOf(from['imageid']),
    imageRepository: textOf(from['imagerepo']),
    imageTag: textOf(from['imagetag']),
    imageDigest: textOf(from['imagedigest']),
    privileged: flagOf(from['privileged']),
    isPodSandbox: flagOf(from['is_pod_sandbox']),
    lookup: lookupOf(from['lookup_state']),
    mounts: listOf(from['Mounts']).map(mountOf),
    labels: labelsOf(from['labels']),
    env: listOf(from['env'])
      .filter((item) => typeof item === 'string')
      .map(textOf),
    probes: PROBES.flatMap((kind) => probeOf(kind, from[kind])),
    mesosTaskId: textOf(from['mesos_task_id']),
    podSandboxId: textOf(from['pod_sandbox_id']),
    podSandboxLabels: labelsOf(from['pod_sandbox_labels']),
    cniJson: textOf(from['cni_json']),
    user: textOf(from['User']),
  };
}

function limits(from: Json, defaults: Container): Partial<Container> {
  return {
    createdTimeS: numberOf(from['created_time']) ?? 0,
    memoryLimitBytes: numberOf(from['memory_limit']) ?? 0,
    swapLimitBytes: numberOf(from['swap_limit']) ?? 0,
    cpuShares: numberOf(from['cpu_shares']) ?? defaults.cpuShares,
    cpuQuota: numberOf(from['cpu_quota']) ?? 0,
    cpuPeriod: numberOf(from['cpu_period']) ?? defaults.cpuPeriod,
    cpusetCpuCount: numberOf(from['cpuset_cpu_count']) ?? 0,
    sizeRwBytes: numberOf(from['size_rw_bytes']) ?? defaults.sizeRwBytes,
  };
}

function addresses(from: Json): Partial<Container> {
  return {
    ip: ipOf(textOf(from['ip'])),
    portMappings: listOf(from['port_mappings']).map(portMappingOf),
  };
}

const PROBES: readonly ProbeKind[] = ['Healthcheck', 'LivenessProbe', 'ReadinessProbe'];

function probeOf(kind: ProbeKind, value: unknown): HealthProbe[] {
  const probe = objectOf(value);
  if (probe['exe'] === undefined || probe['exe'] === null) return [];
  return [{ kind, exe: textOf(probe['exe']), args: listOf(probe['args']).map(textOf) }];
}

function mountOf(value: unknown): ContainerMount {
  const mount = objectOf(value);
  return {
    source: textOf(mount['Source']),
    destination: textOf(mount['Destination']),
    mode: textOf(mount['Mode']),
    writable: mount['RW'] === true,
    propagation: textOf(mount['Propagation']),
  };
}

function portMappingOf(value: unknown): PortMapping {
  const mapping = objectOf(value);
  return {
    hostIp: (numberOf(mapping['HostIp']) ?? 0) >>> 0,
    hostPort: (numberOf(mapping['HostPort']) ?? 0) & 0xffff,
    containerPort: (numberOf(mapping['ContainerPort']) ?? 0) & 0xffff,
  };
}

/** A search that never ended when the capture was made counts as failed. */
function lookupOf(value: unknown): number {
  const state = numberOf(value) ?? Lookup.SUCCESSFUL;
  return state === Lookup.STARTED || state === Lookup.FAILED ? Lookup.FAILED : Lookup.SUCCESSFUL;
}

function labelsOf(value: unknown): Map<string, string> {
  const entries = Object.entries(objectOf(value)).map(([key, label]): [string, string] => [
    textOf(key),
    textOf(label),
  ]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ipOf(text: string): number {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return 0;
  return parts.reduce((ip, part) => ip * 256 + part, 0);
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Scalars as text, in bytes. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('latin1');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function flagOf(value: unknown): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}
