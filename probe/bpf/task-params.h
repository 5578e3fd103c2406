/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params about the current task. */
#ifndef CHISEL_TASK_PARAMS_H
#define CHISEL_TASK_PARAMS_H

#include "plain-params.h"
#include "task.h"

static __always_inline __u64 capabilities(kernel_cap_t *set)
{
	__u64 bits = 0;

	bpf_probe_read_kernel(&bits, sizeof(bits), set);
	return bits;
}

static __always_inline bool push_task(struct event *e, struct param_rule *rule)
{
	struct task_struct *task = current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	const struct cred *cred = BPF_CORE_READ(task, cred);

	switch (rule->kind) {
	case PARAM_VM_SIZE:
		push_u32(e, vm_size_kb(mm));
		return true;
	case PARAM_VM_RSS:
		push_u32(e, vm_rss_kb(mm));
		return true;
	case PARAM_VM_SWAP:
		push_u32(e, vm_swap_kb(mm));
		return true;
	case PARAM_CAP_INHERITABLE:
		push_u64(e, capabilities((kernel_cap_t *)&cred->cap_inheritable));
		return true;
	case PARAM_CAP_PERMITTED:
		push_u64(e, capabilities((kernel_cap_t *)&cred->cap_permitted));
		return true;
	case PARAM_CAP_EFFECTIVE:
		push_u64(e, capabilities((kernel_cap_t *)&cred->cap_effective));
		return true;
	default:
		return false;
	}
}

#endif
