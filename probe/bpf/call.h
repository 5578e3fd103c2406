/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The system call at hand: which one it is, whether anybody wants it, its arguments. */
#ifndef CHISEL_CALL_H
#define CHISEL_CALL_H

#include "event.h"

#define TS_COMPAT 2

static __always_inline bool is_compat(void)
{
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf)) {
		struct task_struct *task = (void *)bpf_get_current_task_btf();

		return task->thread_info.status & TS_COMPAT;
	}
	return BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), thread_info.status) & TS_COMPAT;
}

/* The 64-bit number of a call, or MAX_CALLS. */
static __always_inline __u32 native_number(__u64 number, bool compat)
{
	if (number >= MAX_CALLS)
		return MAX_CALLS;
	if (!compat)
		return number;
	number = config.native[number & (MAX_CALLS - 1)];
	return number < MAX_CALLS ? number : MAX_CALLS;
}

static __always_inline bool comm_matches(void)
{
	__u64 comm[2] = {};

	bpf_get_current_comm(comm, sizeof(comm));
	for (int i = 0; i < MAX_COMMS && i < READ_NOW(config.comm_count); i++) {
		__u64 *wanted = (__u64 *)config.comms[i];

		if (wanted[0] == comm[0] && wanted[1] == comm[1])
			return true;
	}
	return false;
}

static __always_inline bool process_matches(__u32 tgid)
{
	if (!READ_NOW(config.matching))
		return true;
	for (int i = 0; i < MAX_PIDS && i < READ_NOW(config.pid_count); i++)
		if (config.pids[i] == tgid)
			return true;
	return READ_NOW(config.comm_count) && comm_matches();
}

/* Whether an event of this demand is to be sent for the current process. */
static __always_inline bool is_demanded(__u8 demand)
{
	__u32 tgid;

	if (demand == DEMAND_NONE)
		return false;
	tgid = bpf_get_current_pid_tgid() >> 32;
	return tgid != config.own_tgid && (demand == DEMAND_ALWAYS || process_matches(tgid));
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
