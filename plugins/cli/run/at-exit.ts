type ExitTask = (code: number) => void;

const tasks: ExitTask[] = [];

/** Has something done when all is written and the process is about to end with this code. */
export function atExit(task: ExitTask): void {
  tasks.push(task);
}

export function runExitTasks(code: number): void {
  for (const task of tasks.splice(0)) task(code);
}
