/*
 * Makes system calls at a steady rate: load SECONDS CALLS_PER_SECOND [FOLDER].
 * One of two calls is a read of one byte, the other a write. With a folder, everything else comes and
 * goes as well, a hundred times a second: files and their names, processes, threads, sockets.
 * Prints how many reads and writes there were.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_SECOND 1000000000l
#define TICKS_PER_SECOND 1000
#define TICKS_PER_CHANGE 10

static void *end_at_once(void *argument)
{
	return argument;
}

/* A file of a name that there was not before. */
static void touch_file(const char *folder, long number)
{
	char name[4096];
	int fd;

	snprintf(name, sizeof name, "%s/file-%ld", folder, number);
	fd = open(name, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	close(dup(fd));
	close(fd);
	unlink(name);
}

/* A connection whose ends there were not before. */
static void touch_socket(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t length = sizeof at;
	int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int calling = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int answering;

	bind(listening, (struct sockaddr *)&at, length);
	listen(listening, 1);
	getsockname(listening, (struct sockaddr *)&at, &length);
	connect(calling, (struct sockaddr *)&at, length);
	answering = accept(listening, NULL, NULL);
	send(calling, "hello", 5, 0);
	close(answering);
	close(calling);
	close(listening);
}

static void touch_process(long number)
{
	pthread_t thread;
	char name[16];
	pid_t child = fork();

	if (child == 0) {
		snprintf(name, sizeof name, "load-%ld", number % 1000);
		prctl(PR_SET_NAME, name);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	if (pthread_create(&thread, NULL, end_at_once, NULL) == 0)
		pthread_join(thread, NULL);
}

static void next_tick(struct timespec *at)
{
	at->tv_nsec += NS_PER_SECOND / TICKS_PER_SECOND;
	if (at->tv_nsec >= NS_PER_SECOND) {
		at->tv_nsec -= NS_PER_SECOND;
		at->tv_sec++;
	}
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL);
}

int main(int count, char **words)
{
	long ticks = count > 1 ? atof(words[1]) * TICKS_PER_SECOND : 0;
	long calls_each = count > 2 ? atol(words[2]) / TICKS_PER_SECOND : 0;
	int from = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	int to = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct timespec at;
	long calls = 0;
	char byte;

	clock_gettime(CLOCK_MONOTONIC, &at);
	for (long tick = 0; tick < ticks; tick++) {
		for (long i = 0; i < calls_each; i += 2)
			calls += read(from, &byte, 1) + write(to, &byte, 1);
		if (count > 3 && tick % TICKS_PER_CHANGE == 0) {
			touch_file(words[3], tick);
			touch_socket();
			touch_process(tick);
		}
		next_tick(&at);
	}
	clock_gettime(CLOCK_MONOTONIC, &at);
	printf("%ld\n", calls);
	return 0;
}
