// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Every system call begins and ends here; calls with special params go on in a filler. */
#include "calls.h"
#include "filler.h"
#include "plain-params.h"

/* A function of its own, so that what is rare is not in the way. */
__noinline int settle_standing(__u32 pid)
{
	__u8 *standing = standing_of(pid);

	if (standing)
		find_standing((void *)bpf_get_current_task(), standing);
	return 0;
}

/* The call at hand. */
struct at_hand {
	struct pt_regs *regs;
	struct current current;
	__u32 call;
	__s64 result;
};

/* Takes the ring for an event of the call; only then its arguments may be kept there. */
static __always_inline bool begin(struct event *e, struct ring *ring, struct at_hand *hand,
				  struct event_rule *rule)
{
	if (!event_begin(e, ring, hand->current.pid, rule->type, rule->count))
		return false;
	keep_call(ring, hand->regs, is_compat(&hand->current), hand->call, hand->result);
	return true;
}

/* A param of a kind that is not filled in at once; a function of its own, so that the verifier looks at it once. */
__noinline int plain_param(__u32 number, bool exits)
{
	struct ring *ring = this_ring();
	struct event e;

	if (!ring || number >= MAX_PARAMS)
		return 0;
	e = resume(ring);
	push_plain(&e, &rule_of(ring, exits)->params[number]);
	return 0;
}

/* Of the end of a read or write: its last param is the data, the others have known lengths. */
static __always_inline bool ends_with_data(struct event_rule *rule, __u32 last)
{
	__u8 kind = rule->params[last].kind;

	return last + 1 == rule->count && (kind == PARAM_READ || kind == PARAM_WRITTEN);
}

/* Writes all params of an event and ends it. Where it is most frequent it has no function to call. */
static __always_inline void fill_plain(struct event *e, struct event_rule *rule, bool exits)
{
	__u32 next;

	if (rule->fixed == rule->count)
		return event_end(e, fill_fixed(e, rule));
	next = fill_front(e, rule);
	if (exits && next < MAX_PLAIN && ends_with_data(rule, next))
		push_data(e, &rule->params[next]);
	else
		for (; next < MAX_PLAIN && next < rule->count; next++)
			plain_param(next, exits);
	event_commit(e);
}

/* Fills in an event that has begun, here or in a filler. */
static __always_inline void go_on(void *ctx, struct event *e, void *fillers,
				  struct event_rule *rule, bool exits)
{
	if (!rule->filler)
		return fill_plain(e, rule, exits);
	bpf_tail_call(ctx, fillers, rule->filler);
	event_abandon(e->ring);
}

SEC("tp_btf/sys_enter")
int BPF_PROG(call_enter, struct pt_regs *regs, long id)
{
	struct at_hand hand = { .regs = regs };
	struct event_rule *rule;
	struct ring *ring;
	struct event e;
	__u8 standing;

	look_at_current(&hand.current);
	standing = current_standing(&hand.current);
	if (!is_demanded(config.enters, standing))
		return 0;
	hand.call = call_of(id, regs, is_compat(&hand.current));
	if (hand.call >= MAX_CALLS || !is_demanded(config.enter_demand[hand.call], standing))
		return 0;
	ring = this_ring();
	rule = &config.enter[hand.call];
	if (ring && begin(&e, ring, &hand, rule))
		go_on(ctx, &e, &enter_fillers, rule, false);
	return 0;
}

/* The number of the call that ends; returning from a signal handler has put -1 in its place. */
static __always_inline __u32 ended_call(struct pt_regs *regs, bool compat)
{
	__s32 number = regs->orig_ax;

	return number == -1 ? NR_RT_SIGRETURN : call_of((__u32)number, regs, compat);
}

/* Whether the enter event is wanted and was not sent when the call began. */
static __always_inline bool is_enter_due(struct at_hand *hand, __u8 standing)
{
	return !is_demanded(config.enters, standing) &&
	       is_demanded(config.enter_demand[hand->call], standing) &&
	       (hand->result || !config.exit[hand->call].alone_at_zero);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(call_exit, struct pt_regs *regs, long result)
{
	struct at_hand hand = { .regs = regs, .result = result };
	struct event_rule *rule;
	struct ring *ring;
	struct event e;
	__u8 standing;

	look_at_current(&hand.current);
	hand.call = ended_call(regs, is_compat(&hand.current));
	standing = current_standing(&hand.current);
	if (hand.call >= MAX_CALLS || !is_demanded(config.exit_demand[hand.call], standing))
		return 0;
	ring = this_ring();
	if (!ring)
		return 0;
	rule = &config.enter[hand.call];
	if (is_enter_due(&hand, standing) && begin(&e, ring, &hand, rule)) {
		if (rule->fixed < rule->count) {
			WRITE_NOW(ring->late, 1);
			bpf_tail_call(ctx, &exit_fillers, rule->filler ?: FILLER_OF_PLAIN);
			WRITE_NOW(ring->late, 0);
		}
		event_end(&e, fill_fixed(&e, rule));
	}
	rule = &config.exit[hand.call];
	if (begin(&e, ring, &hand, rule))
		go_on(ctx, &e, &exit_fillers, rule, true);
	return 0;
}

/* Goes on after the enter event that came with the exit, with the call that the ring holds. */
SEC("tp_btf/sys_exit")
int call_exit_late(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid();
	struct ring *ring = this_ring();
	struct event_rule *rule;
	struct event e;

	if (!ring)
		return 0;
	WRITE_NOW(ring->late, 0);
	rule = rule_of(ring, true);
	if (event_begin(&e, ring, pid, rule->type, rule->count))
		go_on(ctx, &e, &exit_fillers, rule, true);
	return 0;
}
