import { existsSync, readFileSync } from 'node:fs';
import { buildPackages, missingTools } from './build-tools.ts';
import { isBuilt, loadProbe, RING_BYTES } from './native.ts';

/** One thing that live capture needs. */
export interface Finding {
  readonly what: string;
  /** Undefined: it cannot be told. */
  readonly isGood: boolean | undefined;
  readonly detail: string;
  readonly remedy: string;
}

/** Looks at all that live capture needs of the machine and of the user. */
export function examine(): Finding[] {
  return checks.map((check) => check());
}

const checks: readonly (() => Finding)[] = [
  processor,
  probeBuilt,
  typeInformation,
  capabilities,
  lockedMemory,
  lockdown,
  tracefs,
  kernelAccepts,
];

function processor(): Finding {
  return {
    what: 'processor',
    isGood: process.arch === 'x64',
    detail: process.arch,
    remedy: 'Live capture knows the system calls of x86-64 only; captures are read everywhere.',
  };
}

function probeBuilt(): Finding {
  const missing = missingTools();
  return {
    what: 'probe built',
    isGood: isBuilt(),
    detail: missing.length === 0 ? 'build tools are there' : `missing: ${missing.join(', ')}`,
    remedy: `Run npm run setup, or apt-get install ${buildPackages.join(' ')} and npm ci.`,
  };
}

function typeInformation(): Finding {
  const file = '/sys/kernel/btf/vmlinux';
  return {
    what: 'BTF',
    isGood: existsSync(file),
    detail: file,
    remedy:
      'Use a kernel built with CONFIG_DEBUG_INFO_BTF, as those of the distributions since 5.8.',
  };
}

/** Numbers of the capabilities that are enough. */
const needed: readonly (readonly [name: string, bit: bigint])[] = [
  ['CAP_BPF', 39n],
  ['CAP_PERFMON', 38n],
  ['CAP_SYS_PTRACE', 19n],
];
const SYS_ADMIN = 21n;

function capabilities(): Finding {
  const status = text('/proc/self/status');
  const bits = BigInt(`0x${/^CapEff:\s*(\S+)/m.exec(status)?.[1] ?? '0'}`);
  const has = (bit: bigint): boolean => ((bits >> bit) & 1n) === 1n;
  const missing = needed.filter(([, bit]) => !has(bit) && !has(SYS_ADMIN)).map(([name]) => name);
  return {
    what: 'capabilities',
    isGood: missing.length === 0,
    detail: missing.length === 0 ? 'enough' : `missing: ${missing.join(', ')}`,
    remedy: 'Run it with sudo; it becomes your user again once the probe is attached.',
  };
}

function lockedMemory(): Finding {
  const [, soft = ''] = /^Max locked memory\s+(\S+)/m.exec(text('/proc/self/limits')) ?? [];
  const [major = 0, minor = 0] = text('/proc/sys/kernel/osrelease').split('.').map(Number);
  const counts = major < 5 || (major === 5 && minor < 11);
  return {
    what: 'memlock',
    isGood: !counts || soft === 'unlimited',
    detail: counts ? `limit ${soft}` : `limit ${soft}, which this kernel does not apply to BPF`,
    remedy: 'Run it under ulimit -l unlimited.',
  };
}

function lockdown(): Finding {
  const mode = /\[(\w+)\]/.exec(text('/sys/kernel/security/lockdown'))?.[1] ?? 'none';
  return {
    what: 'lockdown',
    isGood: mode !== 'confidentiality',
    detail: mode,
    remedy: 'Start the kernel without lockdown=confidentiality, which hides its memory from BPF.',
  };
}

function tracefs(): Finding {
  const folder = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'].find((path) =>
    existsSync(`${path}/events`),
  );
  return {
    what: 'tracefs',
    isGood: true,
    detail: folder ?? 'not mounted, and not needed',
    remedy: '',
  };
}

/** Loads the kernel side, attaches nothing. */
function kernelAccepts(): Finding {
  const what = 'kernel accepts it';
  const remedy = 'See the message; the points above may be the cause.';
  try {
    const { native, ringBytes } = loadProbe();
    native.close();
    const rings = `rings of ${String(ringBytes >> 20)} MB for each CPU`;
    if (ringBytes === RING_BYTES) return { what, isGood: true, detail: rings, remedy };
    const detail = `only ${rings}, for want of memory: more may be lost`;
    return { what, isGood: true, detail, remedy };
  } catch (error) {
    return { what, isGood: false, detail: (error as Error).message, remedy };
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
