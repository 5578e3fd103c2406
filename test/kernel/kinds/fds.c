/* SPDX-License-Identifier: Apache-2.0 */
/* Calls about fds that are no files, and those that wait for fds. */
#include "calls.h"
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/fanotify.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>

#define SIGNAL_SET_BYTES 8L

static char room[4096];

static void make_them(void)
{
	sigset_t set;
	struct itimerspec soon = { { 0, 0 }, { 0, 1000 } };
	long fd;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	fd = CALL(eventfd, 5);
	CALL(write, fd, &(uint64_t){ 3 }, 8L);
	CALL(read, fd, room, 8L);
	CALL(close, fd);
	CALL(close, BY(eventfd2, 7, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE));
	CALL(close, BY(signalfd, -1, &set, SIGNAL_SET_BYTES));
	CALL(close, BY(signalfd4, -1, &set, SIGNAL_SET_BYTES, SFD_CLOEXEC | SFD_NONBLOCK));
	fd = CALL(timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	CALL(timerfd_settime, fd, 0, &soon, NULL);
	CALL(timerfd_gettime, fd, room);
	CALL(read, fd, room, 8L);
	CALL(close, fd);
	fd = CALL(inotify_init1, IN_NONBLOCK | IN_CLOEXEC);
	CALL(inotify_rm_watch, fd, BY(inotify_add_watch, fd, ".", IN_CREATE | IN_ONLYDIR));
	CALL(close, fd);
	CALL(close, BY(inotify_init));
	fd = CALL(fanotify_init, FAN_CLASS_NOTIF | FAN_CLOEXEC, O_RDONLY);
	CALL(fanotify_mark, fd, FAN_MARK_ADD, (uint64_t)FAN_OPEN, AT_FDCWD, "made");
	CALL(close, fd);
	CALL(close, BY(userfaultfd, O_CLOEXEC | O_NONBLOCK));
}

static void use_pipes(void)
{
	int ends[2];

	CALL(pipe, ends);
	CALL(write, ends[1], "through", 7L);
	CALL(read, ends[0], room, 7L);
	CALL(close, ends[0]);
	CALL(close, ends[1]);
	CALL(pipe2, ends, O_NONBLOCK | O_DIRECT);
	CALL(read, ends[0], room, 7L);
	CALL(close, ends[0]);
	CALL(close, ends[1]);
	CALL(pipe, NULL);
	CALL(pipe2, ends, 12345);
}

static void wait_for(void)
{
	struct pollfd polled[3] = { { 0, POLLIN | POLLPRI, 0 }, { 1, POLLOUT, 0 }, { 99, POLLIN | POLLHUP, 0 } };
	struct timespec no_time = { 0, 1 };
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	sigset_t set;
	long epoll = CALL(epoll_create1, EPOLL_CLOEXEC);
	int ends[2];
	fd_set fds;

	sigfillset(&set);
	CALL(pipe, ends);
	CALL(close, BY(epoll_create, 12));
	CALL(epoll_ctl, epoll, EPOLL_CTL_ADD, ends[1], &event);
	CALL(epoll_ctl, epoll, EPOLL_CTL_ADD, ends[0], &event);
	CALL(epoll_wait, epoll, room, 4, 0);
	CALL(epoll_pwait, epoll, room, 5, 0, &set, SIGNAL_SET_BYTES);
	CALL(epoll_pwait2, epoll, room, 6, &no_time, NULL, SIGNAL_SET_BYTES);
	CALL(poll, polled, 3L, 0);
	CALL(poll, NULL, 0L, 1);
	CALL(ppoll, polled, 2L, &no_time, &set, SIGNAL_SET_BYTES);
	CALL(ppoll, polled, 3L, &no_time, NULL, SIGNAL_SET_BYTES);
	FD_ZERO(&fds);
	FD_SET(ends[0], &fds);
	CALL(select, ends[0] + 1, &fds, NULL, NULL, &(struct timeval){ 0, 1 });
	CALL(pselect6, ends[0] + 1, &fds, NULL, NULL, &no_time, NULL);
	CALL(close, ends[0]);
	CALL(close, ends[1]);
	CALL(close, epoll);
}

static void use_kernel_fds(void)
{
	struct io_uring_params params = { .flags = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP, .cq_entries = 16 };
	union bpf_attr map = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };
	struct perf_event_attr counted = { .type = PERF_TYPE_SOFTWARE, .size = sizeof(counted) };
	long fd = CALL(io_uring_setup, 4, &params);

	CALL(io_uring_enter, fd, 0, 0, IORING_ENTER_GETEVENTS, NULL, 0L);
	CALL(io_uring_register, fd, IORING_REGISTER_PROBE, room, 10);
	CALL(io_uring_register, fd, IORING_UNREGISTER_BUFFERS, NULL, 0);
	CALL(close, fd);
	CALL(io_uring_setup, 0, &params);
	fd = CALL(bpf, BPF_MAP_CREATE, &map, sizeof(map));
	CALL(close, fd);
	CALL(bpf, BPF_MAP_LOOKUP_ELEM, &map, sizeof(map));
	CALL(bpf, BPF_PROG_GET_NEXT_ID, &map, sizeof(map));
	CALL(bpf, 999, NULL, 0);
	CALL(close, BY(perf_event_open, &counted, 0, -1, -1, 0L));
	fd = CALL(pidfd_open, BY(getpid), 0);
	CALL(close, BY(pidfd_getfd, fd, 0, 0));
	CALL(pidfd_getfd, fd, 999, 0);
	CALL(pidfd_send_signal, fd, 0, NULL, 0);
	CALL(close, fd);
	CALL(pidfd_open, -5, 0);
	CALL(close, BY(pidfd_open, getpid(), O_NONBLOCK));
}

void use_fds(void)
{
	make_them();
	use_pipes();
	wait_for();
	use_kernel_fds();
}
