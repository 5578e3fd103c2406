/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params that the events of new processes share, those of execve and clone. */
#ifndef CHISEL_PROCESS_H
#define CHISEL_PROCESS_H

#include "path.h"
#include "task.h"

#define MAX_VALUE 4096
#define MAX_ARGUMENTS 16

/* From an area of the program's memory, whose texts follow each other; the last one ends with NUL. */
static __always_inline void push_area(struct event *e, __u64 from, __u64 to)
{
	__u8 *at = event_room(e);
	__u64 bytes = to > from ? to - from : 0;

	if (bytes > MAX_VALUE - 1)
		bytes = MAX_VALUE - 1;
	barrier_var(bytes);
	if (bytes == 0 || bytes > MAX_VALUE - 1 || bpf_probe_read_user(at, bytes, (void *)from))
		return event_push(e, 0);
	at[bytes - 1] = 0;
	event_push(e, bytes);
}

/* The program's name for itself, and its other arguments. */
static __always_inline void push_arguments(struct event *e, struct mm_struct *mm)
{
	__u64 from = mm ? BPF_CORE_READ(mm, arg_start) : 0;
	__u64 to = mm ? BPF_CORE_READ(mm, arg_end) : 0;
	long bytes = from ? bpf_probe_read_user_str(event_room(e), MAX_VALUE, (void *)from) : 0;

	if (bytes < 0)
		bytes = 0;
	event_push(e, bytes & (2 * MAX_VALUE - 1));
	push_area(e, from + bytes, to);
}

/* From tid to pgft_min. */
static __always_inline void push_numbers(struct event *e, struct task_struct *task)
{
	push_u64(e, BPF_CORE_READ(task, pid));
	push_u64(e, BPF_CORE_READ(task, tgid));
	push_u64(e, BPF_CORE_READ(task, real_parent, pid));
	event_push(e, 0);
	push_u64(e, BPF_CORE_READ(task, signal, rlim[RLIMIT_NOFILE].rlim_cur));
	push_u64(e, BPF_CORE_READ(task, maj_flt));
	push_u64(e, BPF_CORE_READ(task, min_flt));
}

static __always_inline void push_comm(struct event *e)
{
	char *to = (char *)event_room(e);
	long bytes;

	bytes = bpf_probe_read_kernel_str(to, COMM_BYTES, current_task()->comm);
	event_push(e, bytes > 0 ? bytes & (2 * COMM_BYTES - 1) : 0);
}

static __always_inline void push_cgroups(struct event *e)
{
	__u32 done = 0;

	for (int i = 0; i < CGROUP_COUNT; i++)
		done = append_cgroup(i, done);
	event_push(e, done & (MAX_VALUE - 1));
}

#endif
