/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about processes, and what happens to them. */
#include "calls.h"
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

/* Arguments and environment are those that the program gets. */
static char *words[] = { "kinds", "nothing", "more", "", NULL };
static char *variables[] = { "A=1", "B=", NULL };

static void ended(long child)
{
	CALL(wait4, child, NULL, 0, NULL);
}

static void become(const char *path)
{
	long child = CALL(fork);

	if (child == 0) {
		CALL(execve, path, words, variables);
		CALL(exit_group, 3);
	}
	ended(child);
}

static void become_at(long folder, const char *path, int flags)
{
	long child = CALL(fork);

	if (child == 0) {
		CALL(execveat, folder, path, words, variables, flags);
		CALL(exit_group, 4);
	}
	ended(child);
}

/* The child has the stack of its parent until it ends: no function may return before. */
static void vfork_once(void)
{
	long result;

	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "mov $7, %%edi\n\t"
			 "mov %2, %%eax\n\t"
			 "syscall\n"
			 "1:"
			 : "=a"(result)
			 : "a"((long)SYS_vfork), "i"(SYS_exit_group)
			 : "rdi", "rcx", "r11", "memory");
	ended(result);
}

static void *end_thread(void *arg)
{
	CALL(exit, 0);
	return arg;
}

static void multiply(void)
{
	struct clone_args args = { .flags = CLONE_FS | CLONE_CLEAR_SIGHAND, .exit_signal = SIGCHLD };
	pthread_t thread;
	long child = CALL(clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL);

	if (child == 0)
		CALL(exit_group, 5);
	ended(child);
	child = CALL(clone3, &args, sizeof(args));
	if (child == 0)
		CALL(exit_group, 6);
	ended(child);
	CALL(clone, CLONE_THREAD, NULL, NULL, NULL, NULL);
	CALL(clone3, NULL, sizeof(args));
	vfork_once();
	pthread_create(&thread, NULL, end_thread, NULL);
	pthread_join(thread, NULL);
}

static void change_program(void)
{
	long folder = CALL(open, "/proc/self", O_RDONLY | O_PATH, 0);
	long file = CALL(open, "/proc/self/exe", O_RDONLY | O_CLOEXEC, 0);

	become("/proc/self/exe");
	become("no/such");
	become(NULL);
	become_at(folder, "exe", 0);
	become_at(file, "", AT_EMPTY_PATH);
	become_at(AT_FDCWD, "no/such", AT_SYMLINK_NOFOLLOW);
	CALL(close, folder);
	CALL(close, file);
}

static void heard(int number)
{
	(void)number;
}

/* A process that goes down by a signal, and signals that are heard. */
static void send_signals(void)
{
	const int deadly[] = { SIGKILL, SIGTERM, SIGSEGV, SIGHUP, SIGRTMIN + 1 };
	struct sigaction action = { .sa_handler = heard };
	siginfo_t info = { .si_code = SI_QUEUE };
	long self = CALL(getpid);

	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGRTMIN, &action, NULL);
	CALL(kill, self, SIGUSR1);
	CALL(tkill, BY(gettid), SIGUSR1);
	CALL(tgkill, self, BY(gettid), SIGRTMIN);
	CALL(rt_sigqueueinfo, self, SIGUSR1, &info);
	CALL(kill, self, 0);
	CALL(kill, self, 99);
	for (unsigned i = 0; i < sizeof(deadly) / sizeof(*deadly); i++) {
		long child = CALL(fork);

		if (child == 0) {
			for (;;)
				CALL(pause);
		}
		CALL(kill, child, deadly[i]);
		ended(child);
	}
}

static void trace(void)
{
	long child = CALL(fork);
	long word;

	if (child == 0) {
		CALL(ptrace, PTRACE_TRACEME, 0, NULL, NULL);
		CALL(kill, BY(getpid), SIGSTOP);
		CALL(exit_group, 0);
	}
	CALL(wait4, child, NULL, WUNTRACED, NULL);
	CALL(ptrace, PTRACE_PEEKDATA, child, &words, &word);
	CALL(ptrace, PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACESYSGOOD);
	CALL(ptrace, PTRACE_CONT, child, NULL, 0L);
	CALL(ptrace, PTRACE_ATTACH, -1, NULL, NULL);
	CALL(ptrace, 999, -1, NULL, NULL);
	CALL(kill, child, SIGKILL);
	ended(child);
}

/* What some options change ends with the process. */
static void try_options(void)
{
	long child = CALL(fork);

	if (child == 0) {
		for (int option = 0; option < 80; option++)
			CALL(prctl, option, -1L, -1L, -1L, -1L);
		CALL(exit_group, 0);
	}
	ended(child);
}

static void control(void)
{
	char name[16];
	int number;

	CALL(prctl, PR_GET_NAME, name, 0, 0, 0);
	CALL(prctl, PR_SET_NAME, "renamed", 0, 0, 0);
	CALL(prctl, PR_SET_NAME, "kinds", 0, 0, 0);
	CALL(prctl, PR_GET_CHILD_SUBREAPER, &number, 0, 0, 0);
	CALL(prctl, PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
	CALL(prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0);
	CALL(prctl, PR_GET_PDEATHSIG, &number, 0, 0, 0);
	CALL(prctl, PR_GET_DUMPABLE, 0, 0, 0, 0);
	CALL(prctl, PR_CAPBSET_READ, 5, 0, 0, 0);
	try_options();
	CALL(arch_prctl, 0x1003, &name);
	CALL(nanosleep, &(struct timespec){ 0, 1500 }, NULL);
	CALL(nanosleep, &(struct timespec){ -1, 0 }, NULL);
	CALL(clock_nanosleep, CLOCK_MONOTONIC, 0, &(struct timespec){ 0, 1 }, NULL);
	CALL(setpgid, 0, 0);
	CALL(setpgid, -1, -2);
	CALL(getpgid, 0);
	CALL(setsid);
	CALL(sched_yield);
}

void use_processes(void)
{
	control();
	multiply();
	change_program();
	send_signals();
	trace();
}
