/* SPDX-License-Identifier: Apache-2.0 */
/* Makes every kind of event, in a folder of its own that it starts in. */
#include "calls.h"
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define NOBODY 65534
#define MOST_SECONDS 20

static void interrupt(int number)
{
	(void)number;
}

/* No call lasts: a signal comes again and again. */
static void let_nothing_last(void)
{
	struct sigaction action = { .sa_handler = interrupt };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2 };
	struct itimerspec often = { { 0, 100 * 1000 * 1000 }, { 0, 100 * 1000 * 1000 } };
	timer_t timer;

	sigaction(SIGUSR2, &action, NULL);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) || timer_settime(timer, 0, &often, NULL))
		_exit(1);
}

/* Runs a part in a process of its own, where it can do no harm. */
static void apart(void (*part)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (setgroups(0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
		    setresuid(NOBODY, NOBODY, NOBODY))
			_exit(1);
		let_nothing_last();
		part();
		_exit(0);
	}
	waitpid(child, &status, 0);
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "nothing") == 0)
		return 0;
	alarm(MOST_SECONDS);
	use_files();
	use_folders();
	use_sockets();
	use_fds();
	use_memory();
	use_privileges();
	use_processes();
	apart(sweep_calls);
	if (argc > 1 && strcmp(argv[1], "narrow") == 0)
		apart(sweep_narrow_calls);
	return 0;
}
