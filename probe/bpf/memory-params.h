/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params that an argument points to, numbers and times of user space. */
#ifndef CHISEL_MEMORY_PARAMS_H
#define CHISEL_MEMORY_PARAMS_H

#include "flags.h"
#include "plain-params.h"

#define NS_PER_SECOND 1000000000ull

static __always_inline __u64 user_number(__u64 from, __u32 bytes)
{
	__u64 value = 0;

	if (!from)
		return 0;
	if (bytes == 8)
		bpf_probe_read_user(&value, 8, (void *)from);
	else if (bytes == 4)
		bpf_probe_read_user(&value, 4, (void *)from);
	else
		bpf_probe_read_user(&value, 2, (void *)from);
	return value;
}

static __always_inline void push_number(struct event *e, __u64 value, __u32 bytes)
{
	*(__u64 *)event_room(e) = value;
	event_push(e, bytes & 15);
}

/* A struct rlimit's member, which has half the size for 32-bit programs: `offset` is 0 or 8. */
static __always_inline __s64 user_limit(struct ring *ring, __u64 from, __u32 offset)
{
	if (!ring->compat)
		return user_number(from + offset, 8);
	return (__s32)user_number(from + offset / 2, 4);
}

static __always_inline __u64 user_time_ns(struct ring *ring, __u64 from)
{
	if (!from)
		return 0;
	if (ring->compat)
		return user_number(from, 4) * NS_PER_SECOND + user_number(from + 4, 4);
	return user_number(from, 8) * NS_PER_SECOND + user_number(from + 8, 8);
}

static __always_inline bool push_memory(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 value = ring->args[rule->arg & 7];
	__u64 there = value ? value + rule->extra : 0;

	switch (rule->kind) {
	case PARAM_FLAGS:
		push_number(e, convert_flags(rule->other, value), rule->bytes);
		return true;
	case PARAM_FLAGS_AT:
		push_number(e, convert_flags(rule->other, user_number(there, 4)), rule->bytes);
		return true;
	case PARAM_AT:
		push_number(e, user_number(there, rule->bytes), rule->bytes);
		return true;
	case PARAM_FD_AT:
		push_u64(e, ring->result ? -1 : (__s64)(__s32)user_number(there, 4));
		return true;
	case PARAM_LIMIT_AT:
		push_u64(e, value ? user_limit(ring, value, rule->extra) : 0);
		return true;
	case PARAM_GOT_LIMIT_AT:
		push_u64(e, ring->result || !value ? -1 : user_limit(ring, value, rule->extra));
		return true;
	case PARAM_TIME:
		push_u64(e, user_time_ns(ring, value));
		return true;
	case PARAM_TEXT_READ:
		push_user_text(e, ring->result < 0 ? 0 : value);
		return true;
	case PARAM_BYTES:
		push_user_bytes(e, value,
				ring->args[rule->other & 7] > MAX_DATA ?
					MAX_DATA :
					ring->args[rule->other & 7]);
		return true;
	case PARAM_GOT32:
		push_u32(e, ring->result);
		return true;
	default:
		return false;
	}
}

#endif
