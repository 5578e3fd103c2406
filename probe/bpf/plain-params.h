/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params whose value is at hand: the result, an argument, a text or a buffer that one points to. */
#ifndef CHISEL_PLAIN_PARAMS_H
#define CHISEL_PLAIN_PARAMS_H

#include "call.h"
#include "param-kinds.h"

/* Of what was asked for and what came of it, the bytes that there are to copy. */
static __always_inline __u32 data_bytes(__s64 asked, __s64 result, bool written)
{
	__s64 bytes = result > 0 ? result : written ? asked : 0;
	__u32 most = READ_NOW(config.snaplen);

	return bytes > most ? most : bytes < 0 ? 0 : bytes;
}

/* What was read or written, as much as is wanted of it. */
static __always_inline void push_data(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	bool written = rule->kind == PARAM_WRITTEN;
	__s64 asked = written ? ring->args[rule->other & 7] : 0;

	push_user_bytes(e, ring->args[rule->arg & 7], data_bytes(asked, ring->result, written));
}

static __always_inline void push_plain(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 value = ring->args[rule->arg & 7];

	switch (rule->kind) {
	case PARAM_RES:
		return push_u64(e, ring->result);
	case PARAM_S32:
		return push_u64(e, (__s64)(__s32)value);
	case PARAM_U64:
		return push_u64(e, value);
	case PARAM_U32:
		return push_u32(e, value);
	case PARAM_U16:
		return push_u16(e, value);
	case PARAM_U8:
		return push_u8(e, value);
	case PARAM_TEXT:
		return push_user_text(e, value);
	case PARAM_READ:
	case PARAM_WRITTEN:
		return push_data(e, rule);
	case PARAM_CONST:
		*(__u64 *)event_room(e) = rule->extra;
		return event_push(e, rule->bytes);
	default:
		return event_push(e, 0);
	}
}

/* Writes the params in front whose lengths are known; gives where the next value goes. */
static __always_inline __u32 fill_fixed(struct event *e, struct event_rule *rule)
{
	__u64 *to = (__u64 *)(e->at + RECORD_HEAD + EVENT_HEAD);
	__u64 *lengths = (__u64 *)rule->lengths;
	__u32 off = RECORD_HEAD + EVENT_HEAD + 2 * rule->count;

	for (int i = 0; i < MAX_FIXED / 4 && 4 * i < rule->fixed; i++)
		to[i] = lengths[i];
	for (int i = 0; i < MAX_FIXED && i < rule->fixed; i++) {
		struct param_rule *param = &rule->params[i];
		__u64 value = e->ring->args[param->arg & 7];

		if (param->kind == PARAM_S32)
			value = (__s64)(__s32)value;
		else if (param->kind == PARAM_CONST)
			value = param->extra;
		/* What is written too much, the next value covers. */
		*(__u64 *)(e->at + (off & 0xff)) = value;
		off += param->bytes;
	}
	return off;
}

/* Writes those params and lets the others follow; gives the number of the first of these. */
static __always_inline __u32 fill_front(struct event *e, struct event_rule *rule)
{
	__u32 off = fill_fixed(e, rule);

	WRITE_NOW(e->ring->slot, RECORD_HEAD + EVENT_HEAD + 2 * rule->fixed);
	WRITE_NOW(e->ring->off, off);
	return rule->fixed;
}

#endif
