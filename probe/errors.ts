import { defineError } from '@chisel/core';

export const probeNotBuilt = defineError<{ missing: readonly string[] }>(
  'CHISEL_PROBE_NOT_BUILT',
  ({ missing }) => ({
    message:
      missing.length === 0
        ? 'live capture needs the probe, which is not built'
        : `live capture needs the probe, which is not built: ${missing.join(', ')} missing`,
    remedy:
      'Run npm run setup, which installs what the build needs; or read a capture with -r FILE.',
  }),
);

export const probeStale = defineError<{ missing: readonly string[] }>(
  'CHISEL_PROBE_STALE',
  ({ missing }) => ({
    message:
      missing.length === 0
        ? 'the probe was built from other sources than those of this version'
        : `the probe was built from other sources than those of this version, and ${missing.join(', ')} to build it anew is missing`,
    remedy: 'Run npm run setup, which builds it anew; or read a capture with -r FILE.',
  }),
);

export const probeNotPermitted = defineError<{ reason: string }>(
  'CHISEL_PROBE_NOT_PERMITTED',
  ({ reason }) => ({
    message: `the kernel does not let this user capture: ${reason}`,
    remedy: 'Run it with sudo, or with CAP_BPF, CAP_PERFMON and CAP_SYS_PTRACE; see chisel doctor.',
  }),
);

export const probeRefused = defineError<{ reason: string; log: string }>(
  'CHISEL_PROBE_REFUSED',
  ({ reason, log }) => ({
    message: `the kernel refuses the probe: ${reason}${log === '' ? '' : `; ${log}`}`,
    remedy: 'Run chisel doctor to see what this kernel lacks.',
  }),
);

export const unknownUser = defineError<{ user: string }>('CHISEL_UNKNOWN_USER', ({ user }) => ({
  message: `there is no user ${user}`,
  remedy: 'Give -Z the name or number of a user of /etc/passwd.',
}));
