import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, isInstalled } from './live-run.ts';
import { compareWithStrace } from './strace/compare-run.ts';

const folder = scratchFolder('workloads');

interface Workload {
  readonly name: string;
  /** Programs that it runs. */
  readonly needs: readonly string[];
  /** A shell script, which runs in a folder of its own; `$PORT` is that of a server. */
  readonly script: string;
}

const workloads: readonly Workload[] = [
  {
    name: 'a shell with pipes and files',
    needs: [],
    script:
      'for i in 1 2 3; do echo $i > f$i; done; cat f1 f2 | sort -r | wc -l; ln -s f1 l; ' +
      'mv f2 f4; rm f4; mkdir d; chmod 700 d; rmdir d; ls -l; test ! -e nothing',
  },
  { name: 'tar', needs: ['tar'], script: 'tar cf e.tar /etc/apt /etc/default; tar xf e.tar' },
  {
    name: 'git',
    needs: ['git'],
    script:
      'export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a; ' +
      'git init -q .; echo a > a; git add a; git commit -qm a; git log --oneline | cat',
  },
  { name: 'curl', needs: ['curl'], script: 'curl -s http://127.0.0.1:$PORT/' },
  {
    name: 'redis-benchmark and redis-server',
    needs: ['redis-server', 'redis-benchmark', 'redis-cli'],
    script:
      'redis-server --unixsocket s --port $FREE_PORT --save "" > log & ' +
      'until redis-cli -s s ping; do sleep 0.1; done 2> waiting; ' +
      'redis-benchmark -p $FREE_PORT -n 200 -c 4 -t set,get -q; redis-cli -s s shutdown; wait',
  },
  { name: 'a compiler', needs: ['gcc'], script: 'gcc -O1 -o main ../main.c && ./main' },
];

writeFileSync(
  join(folder, 'main.c'),
  '#include <stdio.h>\nint main(void) { return puts("hello") < 0; }\n',
);
for (const workload of workloads) {
  const missing = ['strace', ...workload.needs].find((each) => !isInstalled(each));
  const skip = cannotCapture || (missing !== undefined && `${missing} is not installed`);
  test(`every system call of ${workload.name} is what strace saw`, { skip, timeout: 60_000 }, () =>
    compareWithStrace(workload.script, folder),
  );
}
