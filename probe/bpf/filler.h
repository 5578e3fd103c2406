/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A filler goes on where the first program stopped: the event has begun, the call's arguments are in
 * the ring. DEFINE_FILLERS makes one that runs when a call begins and one that runs when it ends, of a
 * function that pushes a param: a program array takes only programs of one kind.
 */
#ifndef CHISEL_FILLER_H
#define CHISEL_FILLER_H

#include "plain-params.h"

struct filler_map {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, MAX_FILLERS);
	__uint(key_size, 4);
	__uint(value_size, 4);
};

extern struct filler_map enter_fillers SEC(".maps");
/* The first one goes on with the exit after an enter event that came with it. */
extern struct filler_map exit_fillers SEC(".maps");

/* The event that the first program began. */
static __always_inline struct event resume(struct ring *ring)
{
	struct event e = { .ring = ring, .at = record_at(ring) };

	return e;
}

static __always_inline struct event_rule *rule_of(struct ring *ring, bool exits)
{
	__u32 call = ring->call & (MAX_CALLS - 1);

	return exits ? &config.exit[call] : &config.enter[call];
}

/* `push` for one param is a function of its own, so that the verifier looks at it once. */
#define DEFINE_FILLERS(name, push)                                                           \
	__noinline int name##_param(__u32 number, bool exits)                                \
	{                                                                                    \
		struct ring *ring = this_ring();                                             \
		struct event e;                                                              \
                                                                                             \
		if (!ring || number >= MAX_PARAMS)                                           \
			return 0;                                                            \
		e = resume(ring);                                                            \
		push(&e, &rule_of(ring, exits)->params[number]);                             \
		return 0;                                                                    \
	}                                                                                    \
                                                                                             \
	static __always_inline int name##_fill(bool exits)                                   \
	{                                                                                    \
		struct ring *ring = this_ring();                                             \
		struct event_rule *rule;                                                     \
		struct event e;                                                              \
                                                                                             \
		if (!ring)                                                                   \
			return 0;                                                            \
		rule = rule_of(ring, exits);                                                 \
		e = resume(ring);                                                            \
		for (__u32 i = fill_front(&e, rule); i < MAX_PARAMS && i < rule->count; i++) \
			name##_param(i, exits);                                              \
		event_commit(&e);                                                            \
		return 0;                                                                    \
	}                                                                                    \
                                                                                             \
	SEC("tp_btf/sys_enter")                                                              \
	int name##_enter(void *ctx)                                                          \
	{                                                                                    \
		return name##_fill(false);                                                   \
	}                                                                                    \
                                                                                             \
	SEC("tp_btf/sys_exit")                                                               \
	int name##_exit(void *ctx)                                                           \
	{                                                                                    \
		struct ring *ring = this_ring();                                             \
		bool late = ring && READ_NOW(ring->late);                                    \
                                                                                             \
		name##_fill(!late);                                                          \
		if (late)                                                                    \
			bpf_tail_call(ctx, &exit_fillers, 0);                                \
		return 0;                                                                    \
	}

#endif
