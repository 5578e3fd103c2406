/** Numbers of the container types, as in container events. */
export const ContainerType = {
  DOCKER: 0,
  LXC: 1,
  LIBVIRT_LXC: 2,
  MESOS: 3,
  RKT: 4,
  CUSTOM: 5,
  CRI: 6,
  CONTAINERD: 7,
  CRIO: 8,
  BPM: 9,
  STATIC: 10,
  PODMAN: 11,
} as const;

/** How asking the engine for a container's details went. */
export const Lookup = { STARTED: 0, SUCCESSFUL: 1, FAILED: 2 } as const;

export interface ContainerMount {
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly writable: boolean;
  readonly propagation: string;
}

export interface PortMapping {
  readonly hostIp: number;
  readonly hostPort: number;
  readonly containerPort: number;
}

export type ProbeKind = 'Healthcheck' | 'LivenessProbe' | 'ReadinessProbe';

export interface HealthProbe {
  readonly kind: ProbeKind;
  readonly exe: string;
  readonly args: readonly string[];
}

/** What is known of a container. Texts are byte strings. */
export interface Container {
  id: string;
  /** Undefined when an event did not tell it. */
  type: number | undefined;
  fullId: string;
  name: string;
  image: string;
  imageId: string;
  imageRepository: string;
  imageTag: string;
  imageDigest: string;
  /** IPv4 address as a number, 0 when it has none. */
  ip: number;
  privileged: boolean;
  isPodSandbox: boolean;
  lookup: number;
  createdTimeS: number;
  mounts: readonly ContainerMount[];
  portMappings: readonly PortMapping[];
  labels: ReadonlyMap<string, string>;
  env: readonly string[];
  probes: readonly HealthProbe[];
  mesosTaskId: string;
  memoryLimitBytes: number;
  swapLimitBytes: number;
  cpuShares: number;
  cpuQuota: number;
  cpuPeriod: number;
  cpusetCpuCount: number;
  sizeRwBytes: number;
  podSandboxId: string;
  podSandboxLabels: ReadonlyMap<string, string>;
  cniJson: string;
  user: string;
}

export function createContainer(id: string, type: number | undefined, name = ''): Container {
  return {
    id,
    type,
    fullId: '',
    name,
    image: '',
    imageId: '',
    imageRepository: '',
    imageTag: '',
    imageDigest: '',
    ip: 0,
    privileged: false,
    isPodSandbox: false,
    lookup: Lookup.SUCCESSFUL,
    createdTimeS: 0,
    mounts: [],
    portMappings: [],
    labels: new Map(),
    env: [],
    probes: [],
    mesosTaskId: '',
    memoryLimitBytes: 0,
    swapLimitBytes: 0,
    cpuShares: 1024,
    cpuQuota: 0,
    cpuPeriod: 100000,
    cpusetCpuCount: 0,
    sizeRwBytes: -1,
    podSandboxId: '',
    podSandboxLabels: new Map(),
    cniJson: '',
    user: '',
  };
}
