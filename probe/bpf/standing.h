/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Who the current thread is, and whether anybody wants its events. */
#ifndef CHISEL_STANDING_H
#define CHISEL_STANDING_H

#include "event.h"

#define TS_COMPAT 2
/* No kernel has larger pids. */
#define PID_LIMIT (4 << 20)

/* One value: by tid, an enum standing. User space clears it when the lists change. */
struct standing_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, PID_LIMIT);
};

extern struct standing_map standings SEC(".maps");

/*
 * Newer kernels give a task whose members are read without calling anything, which matters: on
 * processors that guard returns, a call costs more than all the rest.
 */
static __always_inline bool has_task_btf(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

/* What is asked of the current task for every event. */
struct current {
	__u32 pid;
	__u32 status;
};

static __always_inline void look_at_current(struct current *current)
{
	struct task_struct *task;

	if (has_task_btf()) {
		task = (void *)bpf_get_current_task_btf();
		current->pid = task->pid;
		current->status = task->thread_info.status;
		return;
	}
	task = (void *)bpf_get_current_task();
	current->pid = bpf_get_current_pid_tgid();
	current->status = BPF_CORE_READ(task, thread_info.status);
}

static __always_inline bool is_compat(struct current *current)
{
	return current->status & TS_COMPAT;
}

static __always_inline bool has_listed_name(struct task_struct *task)
{
	__u64 comm[2] = {};

	bpf_probe_read_kernel(comm, sizeof(comm), task->comm);
	for (int i = 0; i < MAX_COMMS && i < READ_NOW(config.comm_count); i++) {
		__u64 *wanted = (__u64 *)config.comms[i];

		if (wanted[0] == comm[0] && wanted[1] == comm[1])
			return true;
	}
	return false;
}

static __always_inline __u8 judge(struct task_struct *task)
{
	__u32 tgid = BPF_CORE_READ(task, tgid);

	if (tgid == config.own_tgid)
		return STANDING_OWN;
	if (!READ_NOW(config.matching))
		return STANDING_MATCHING;
	for (int i = 0; i < MAX_PIDS && i < READ_NOW(config.pid_count); i++)
		if (config.pids[i] == tgid)
			return STANDING_MATCHING;
	return has_listed_name(task) ? STANDING_MATCHING : STANDING_OTHER;
}

/* Where the standing of a thread is kept. */
static __always_inline __u8 *standing_of(__u32 pid)
{
	__u32 first = 0;
	__u8 *all = bpf_map_lookup_elem(&standings, &first);

	return all ? all + (pid & (PID_LIMIT - 1)) : 0;
}

/* Of one that was renamed before it was judged, nobody knows the old name: it may match. */
static __always_inline void find_standing(struct task_struct *task, __u8 *standing)
{
	__u8 found;

	if (*standing & ~STANDING_RENAMED)
		return;
	found = judge(task);
	if (found == STANDING_OTHER && *standing && READ_NOW(config.comm_count))
		found = STANDING_MATCHING;
	*standing |= found;
}

/* For the rare case that nothing is known of the current thread yet. */
int settle_standing(__u32 pid);

/* An enum standing, with which the demand of an event is to be compared. */
static __always_inline __u8 current_standing(struct current *current)
{
	__u8 *standing = standing_of(current->pid);

	if (!standing)
		return STANDING_OWN;
	if (!(READ_NOW(*standing) & ~STANDING_RENAMED))
		settle_standing(current->pid);
	return READ_NOW(*standing) & ~STANDING_RENAMED;
}

/* Of matching threads what is demanded in any way, of others what always is, of its own nothing. */
static __always_inline bool is_demanded(__u32 demand, __u8 standing)
{
	return demand + standing > STANDING_MATCHING;
}

#endif
