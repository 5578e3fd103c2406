/**
 * A clock for how long something waits before it is handed on. `performance` would be another of Node's
 * modules to load.
 */
export function nowMs(): number {
  return process.uptime() * 1000;
}
