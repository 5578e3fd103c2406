/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The system call at hand: which one it is, whether anybody wants it, its arguments. */
#ifndef CHISEL_CALL_H
#define CHISEL_CALL_H

#include "event.h"

#define TS_COMPAT 2
/* No kernel has larger pids. */
#define PID_LIMIT (4 << 20)

/* What is asked of the current task for every event. */
struct current {
	__u32 tgid;
	__u32 pid;
	bool compat;
};

/*
 * Newer kernels give a task whose members are read without calling anything, which matters: on
 * processors that guard returns, a call costs more than all the rest.
 */
static __always_inline bool has_task_btf(void)
{
	return bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

static __always_inline void look_at_current(struct current *current)
{
	struct task_struct *task;
	__u64 ids;

	if (has_task_btf()) {
		task = (void *)bpf_get_current_task_btf();
		current->tgid = task->tgid;
		current->pid = task->pid;
		current->compat = task->thread_info.status & TS_COMPAT;
		return;
	}
	task = (void *)bpf_get_current_task();
	ids = bpf_get_current_pid_tgid();
	current->tgid = ids >> 32;
	current->pid = ids;
	current->compat = BPF_CORE_READ(task, thread_info.status) & TS_COMPAT;
}

/* The call whose rules hold for this one, or MAX_CALLS. */
static __always_inline __u32 call_of(__u64 number, struct pt_regs *regs, bool compat)
{
	__u32 first, call = number;

	if (number >= MAX_NUMBERS)
		return MAX_CALLS;
	if (!compat)
		return call;
	call = config.native[number & (MAX_NUMBERS - 1)];
	if (config.shapes[number & (MAX_NUMBERS - 1)] == SHAPE_SOCKET_CALL) {
		first = regs->bx;
		if (first < MAX_SOCKET_CALLS && config.socket_calls[first] < MAX_CALLS)
			call = config.socket_calls[first];
	}
	return call < MAX_CALLS ? call : MAX_CALLS;
}

/* By tid, not 0 for threads that changed their name since they began to run what they run. */
extern __u8 renamed[PID_LIMIT];

/*
 * Events are told apart by the name that a thread had when it began; one that changed it since may
 * still match, and user space looks again.
 */
static __always_inline bool is_renamed(__u32 pid)
{
	return renamed[pid & (PID_LIMIT - 1)];
}

static __always_inline void set_renamed(__u32 pid, bool is)
{
	renamed[pid & (PID_LIMIT - 1)] = is;
}

static __always_inline bool comm_matches(void)
{
	__u64 comm[2] = {};

	if (has_task_btf()) {
		struct task_struct *task = (void *)bpf_get_current_task_btf();

		comm[0] = *(__u64 *)&task->comm[0];
		comm[1] = *(__u64 *)&task->comm[8];
	} else {
		bpf_get_current_comm(comm, sizeof(comm));
	}
	for (int i = 0; i < MAX_COMMS && i < READ_NOW(config.comm_count); i++) {
		__u64 *wanted = (__u64 *)config.comms[i];

		if (wanted[0] == comm[0] && wanted[1] == comm[1])
			return true;
	}
	return false;
}

static __always_inline bool process_matches(__u32 tgid, __u32 pid)
{
	if (!READ_NOW(config.matching))
		return true;
	for (int i = 0; i < MAX_PIDS && i < READ_NOW(config.pid_count); i++)
		if (config.pids[i] == tgid)
			return true;
	return READ_NOW(config.comm_count) && (comm_matches() || is_renamed(pid));
}

/* Whether an event of this demand is to be sent for the current process. */
static __always_inline bool is_demanded(__u8 demand, struct current *current)
{
	if (demand == DEMAND_NONE || current->tgid == config.own_tgid)
		return false;
	return demand == DEMAND_ALWAYS || process_matches(current->tgid, current->pid);
}

/* Of what socketcall does, these have four arguments. */
#define SOCKET_CALL_SEND 9
#define SOCKET_CALL_RECV 10

static __always_inline void take_from_memory(struct ring *ring, __u64 from)
{
	__u32 words[6] = {};

	bpf_probe_read_user(words, sizeof(words), (void *)from);
	for (int i = 0; i < 6; i++)
		ring->args[i] = words[i];
}

/* Puts the arguments of a 32-bit call where the 64-bit one has them. */
static __always_inline void arrange_arguments(struct ring *ring, __u8 shape)
{
	__u64 first = ring->args[0];

	switch (shape) {
	case SHAPE_SOCKET_CALL:
		take_from_memory(ring, ring->args[1]);
		if (first == SOCKET_CALL_SEND || first == SOCKET_CALL_RECV)
			ring->args[4] = ring->args[5] = 0;
		return;
	case SHAPE_IN_MEMORY:
		return take_from_memory(ring, first);
	case SHAPE_SPLIT_OFFSET:
		ring->args[3] |= ring->args[4] << 32;
		return;
	case SHAPE_SEEK:
		ring->args[1] = ring->args[1] << 32 | ring->args[2];
		ring->args[2] = ring->args[4];
		return;
	case SHAPE_WIDE_TIME:
		ring->compat = false;
		return;
	}
}

static __always_inline void keep_arguments(struct ring *ring, struct pt_regs *regs, bool compat)
{
	ring->compat = compat;
	if (compat) {
		ring->args[0] = (__u32)regs->bx;
		ring->args[1] = (__u32)regs->cx;
		ring->args[2] = (__u32)regs->dx;
		ring->args[3] = (__u32)regs->si;
		ring->args[4] = (__u32)regs->di;
		ring->args[5] = (__u32)regs->bp;
		arrange_arguments(ring, config.shapes[regs->orig_ax & (MAX_NUMBERS - 1)]);
		return;
	}
	ring->args[0] = regs->di;
	ring->args[1] = regs->si;
	ring->args[2] = regs->dx;
	ring->args[3] = regs->r10;
	ring->args[4] = regs->r8;
	ring->args[5] = regs->r9;
}

#endif
