// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* What becomes of threads between their system calls: what they are to the lists, what they were made with. */
#include "standing.h"
#include "calls.h"
#include "clones.h"
#include "path.h"

/* Threads are told apart by the name that they had when they began: user space knows no other. */
SEC("tp_btf/task_rename")
int BPF_PROG(thread_renamed, struct task_struct *task)
{
	__u8 *standing = standing_of(task->pid);

	if (!standing)
		return 0;
	find_standing(task, standing);
	*standing |= STANDING_RENAMED;
	return 0;
}

/* What clone3 was asked for: once the child runs, its parent may have used the memory for something else. */
static __always_inline void keep_clone_flags(__u32 child)
{
	struct task_struct *task;
	struct pt_regs *regs;
	__u64 flags = 0;
	__u64 from;

	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return;
	task = bpf_get_current_task_btf();
	regs = (void *)bpf_task_pt_regs((void *)task);
	if (BPF_CORE_READ(regs, orig_ax) != NR_CLONE3)
		return;
	from = task->thread_info.status & TS_COMPAT ? (__u32)BPF_CORE_READ(regs, bx) :
						      BPF_CORE_READ(regs, di);
	if (!bpf_probe_read_user(&flags, sizeof(flags), (void *)from))
		bpf_map_update_elem(&clones, &child, &flags, BPF_ANY);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(thread_forked, struct task_struct *parent, struct task_struct *child)
{
	__u8 *standing = standing_of(child->pid);

	if (standing)
		*standing = STANDING_UNKNOWN;
	keep_clone_flags(child->pid);
	return 0;
}

/* Whether the file was named by an fd: then the kernel made up a name. */
static __always_inline bool is_by_fd(struct linux_binprm *bprm)
{
	struct linux_binprm___fdpath *newer = (void *)bprm;
	static const char made_up[8] = "/dev/fd/";
	__u64 start = 0;

	if (bpf_core_field_exists(newer->fdpath))
		return BPF_CORE_READ(newer, fdpath) != 0;
	bpf_probe_read_kernel(&start, sizeof(start), BPF_CORE_READ(bprm, filename));
	return start == *(__u64 *)made_up;
}

/*
 * The enter event of an execve that has succeeded, where the exit cannot make it any more: the memory with
 * the file's name is gone.
 */
static __always_inline void send_enter(struct linux_binprm *bprm, __u32 pid)
{
	struct ring *ring = this_ring();
	struct event e;
	long bytes;

	if (!ring || !event_begin(&e, ring, pid, config.enter[NR_EXECVE].type, 1))
		return;
	if (is_by_fd(bprm)) {
		event_push(&e, append_path((__u64)BPF_CORE_READ(bprm, file)));
	} else {
		bytes = bpf_probe_read_kernel_str(event_room(&e), MAX_TEXT,
						  BPF_CORE_READ(bprm, filename));
		event_push(&e, bytes > 0 ? bytes & (2 * MAX_TEXT - 1) : 0);
	}
	event_commit(&e);
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(thread_exec, struct task_struct *task, int old_pid, struct linux_binprm *bprm)
{
	__u8 *kept = standing_of(task->pid);
	struct current current;
	__u8 standing;

	look_at_current(&current);
	standing = current_standing(&current);
	if (!is_demanded(config.enters, standing) &&
	    is_demanded(config.enter_demand[NR_EXECVE], standing))
		send_enter(bprm, current.pid);
	if (kept)
		*kept = STANDING_UNKNOWN;
	return 0;
}
