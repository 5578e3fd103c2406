// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Every system call begins and ends here; calls with special params go on in a filler. */
#include "plain-params.h"

#define NR_RT_SIGRETURN 15

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 ring_mask SEC(".rodata.ring") = (1 << 20) - 1;
struct probe_config config SEC(".data.config");
struct ring_map rings SEC(".maps");
__u8 renamed[PID_LIMIT];

#define FILLERS(name)                                \
	struct {                                      \
		__uint(type, BPF_MAP_TYPE_PROG_ARRAY); \
		__uint(max_entries, MAX_FILLERS);      \
		__uint(key_size, 4);                   \
		__uint(value_size, 4);                 \
	} name SEC(".maps")

FILLERS(enter_fillers);
FILLERS(exit_fillers);

static __always_inline void fill(struct event *e, struct event_rule *rule)
{
	for (int i = 0; i < MAX_PARAMS && i < rule->count; i++)
		push_plain(e, &rule->params[i]);
	event_commit(e);
}

SEC("tp_btf/sys_enter")
int BPF_PROG(call_enter, struct pt_regs *regs, long id)
{
	struct current current;
	struct event_rule *rule;
	struct ring *ring;
	struct event e;
	__u32 call;

	look_at_current(&current);
	call = call_of(id, regs, current.compat);
	if (call >= MAX_CALLS || !is_demanded(config.enter_demand[call], &current))
		return 0;
	ring = this_ring();
	rule = &config.enter[call];
	if (!ring || !event_begin(&e, ring, current.pid, rule->type, rule->count))
		return 0;
	keep_arguments(ring, regs, current.compat);
	ring->result = 0;
	if (rule->filler) {
		ring->call = call;
		bpf_tail_call(ctx, &enter_fillers, rule->filler);
		event_abandon(ring);
		return 0;
	}
	fill(&e, rule);
	return 0;
}

/* The number of the call that ends; returning from a signal handler has put -1 in its place. */
static __always_inline __u32 ended_call(struct pt_regs *regs, struct current *current)
{
	__s32 number = regs->orig_ax;

	return number == -1 ? NR_RT_SIGRETURN : call_of((__u32)number, regs, current->compat);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(call_exit, struct pt_regs *regs, long result)
{
	struct current current;
	struct event_rule *rule;
	struct ring *ring;
	struct event e;
	__u32 call;

	look_at_current(&current);
	call = ended_call(regs, &current);
	if (call >= MAX_CALLS || !is_demanded(config.exit_demand[call], &current))
		return 0;
	ring = this_ring();
	rule = &config.exit[call];
	if (!ring || !event_begin(&e, ring, current.pid, rule->type, rule->count))
		return 0;
	keep_arguments(ring, regs, current.compat);
	ring->result = result;
	if (rule->filler) {
		ring->call = call;
		bpf_tail_call(ctx, &exit_fillers, rule->filler);
		event_abandon(ring);
		return 0;
	}
	fill(&e, rule);
	return 0;
}
