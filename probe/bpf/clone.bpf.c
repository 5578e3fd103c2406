// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Fills in the exit events of clone, clone3, fork and vfork, in the parent and in the child. */
#include "calls.h"
#include "clones.h"
#include "filler.h"
#include "memory-params.h"
#include "process.h"

#define CLONE_VM 0x100
#define CLONE_FILES 0x400
#define CLONE_SIGHAND 0x800
#define CLONE_THREAD 0x10000
#define CHILD_IN_PIDNS (1u << 29)
/* With the start of the pid namespace. */
#define COUNT_NAMESPACE 21

/* Where the kernel does not tell: what the new task has in common with the one that it was cloned from, its leader or its parent. */
static __always_inline __u32 shared_flags(struct task_struct *task)
{
	bool thread = BPF_CORE_READ(task, pid) != BPF_CORE_READ(task, tgid);
	struct task_struct *from = thread ? BPF_CORE_READ(task, group_leader) :
					    BPF_CORE_READ(task, real_parent);
	__u32 flags = thread ? CLONE_THREAD | CLONE_SIGHAND : 0;

	if (BPF_CORE_READ(task, mm) == BPF_CORE_READ(from, mm))
		flags |= CLONE_VM;
	if (BPF_CORE_READ(task, files) == BPF_CORE_READ(from, files))
		flags |= CLONE_FILES;
	return flags;
}

static __always_inline __u32 flags_of_child(struct task_struct *task)
{
	__u32 pid = BPF_CORE_READ(task, pid);
	__u64 *kept = bpf_map_lookup_elem(&clones, &pid);
	__u32 flags = kept ? *kept : shared_flags(task);

	bpf_map_delete_elem(&clones, &pid);
	return flags;
}

static __always_inline __u32 asked_flags(struct ring *ring, struct task_struct *task)
{
	if (ring->call == NR_CLONE)
		return ring->args[0];
	if (ring->call != NR_CLONE3)
		return 0;
	return ring->result == 0 ? flags_of_child(task) : user_number(ring->args[0], 8);
}

static __always_inline bool is_in_namespace(struct task_struct *task, struct pid_namespace *own)
{
	if (BPF_CORE_READ(own, level) != 0)
		return true;
	return BPF_CORE_READ(task, nsproxy, pid_ns_for_children) != own;
}

SEC("tp_btf/sys_exit")
int clone_exit(void *ctx)
{
	struct task_struct *task = current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	const struct cred *cred = BPF_CORE_READ(task, cred);
	struct upid own = own_number(BPF_CORE_READ(task, thread_pid));
	struct ring *ring = this_ring();
	struct event e;
	__u32 flags;

	if (!ring)
		return 0;
	e = resume(ring);
	push_u64(&e, ring->result);
	if (ring->result >= 0) {
		push_arguments(&e, mm);
	} else {
		event_push(&e, 0);
		event_push(&e, 0);
	}
	push_numbers(&e, task);
	push_vm(&e, mm);
	push_comm(&e);
	push_cgroups(&e);
	flags = convert_flags(config.clone_flags, asked_flags(ring, task));
	push_u32(&e, flags | (is_in_namespace(task, own.ns) ? CHILD_IN_PIDNS : 0));
	push_u32(&e, BPF_CORE_READ(cred, euid.val));
	push_u32(&e, BPF_CORE_READ(cred, egid.val));
	push_u64(&e, own.nr);
	push_u64(&e, own_number(BPF_CORE_READ(task, group_leader, thread_pid)).nr);
	if (rule_of(ring, true)->count >= COUNT_NAMESPACE)
		push_u64(&e,
			 ring->result ? 0 : BPF_CORE_READ(own.ns, child_reaper, start_boottime));
	event_commit(&e);
	return 0;
}
