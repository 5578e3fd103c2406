// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Fills in events about buffers in pieces, messages and sets of fds. */
#include "filler.h"
#include "socket.h"
#include "vector.h"

#define MAX_FDS 16
#define POLLFD_BYTES 8

/* u16 count, then for each fd: s64 fd, s16 flags. */
static __always_inline void push_fds(struct event *e, struct param_rule *rule)
{
	__u64 from = e->ring->args[rule->arg & 7];
	__u32 count = e->ring->args[rule->other & 7];
	bool ready = rule->kind == PARAM_FDS_READY;
	__u8 *at = event_room(e);
	__u16 kept = 0;

	if (count > MAX_FDS)
		count = MAX_FDS;
	for (int i = 0; i < MAX_FDS && i < count; i++) {
		struct {
			__s32 fd;
			__s16 events;
			__s16 revents;
		} polled = {};

		if (bpf_probe_read_user(&polled, sizeof(polled), (void *)from + i * POLLFD_BYTES))
			break;
		*(__s64 *)(at + 2 + i * 10) = polled.fd;
		*(__u16 *)(at + 10 + i * 10) = poll_flags(ready ? polled.revents : polled.events);
		kept++;
	}
	*(__u16 *)at = kept;
	event_push(e, 2 + kept * 10);
}

static __always_inline struct vector vector_in(struct ring *ring, struct param_rule *rule)
{
	struct vector vector = {
		.from = ring->args[rule->arg & 7],
		.count = ring->args[rule->other & 7],
		.compat = ring->compat,
	};

	return vector;
}

static __always_inline bool is_message(__u8 kind)
{
	return kind == PARAM_MESSAGE_BYTES || kind == PARAM_MESSAGE_READ ||
	       kind == PARAM_MESSAGE_WRITTEN;
}

/* Sizes and contents of buffers in pieces, wherever they are listed. */
static __always_inline void push_pieces(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	struct vector vector = is_message(rule->kind) ?
				       message_at(ring, ring->args[rule->arg & 7]).vector :
				       vector_in(ring, rule);
	bool read = rule->kind == PARAM_IOV_READ || rule->kind == PARAM_MESSAGE_READ;

	if (rule->kind == PARAM_IOV_BYTES || rule->kind == PARAM_MESSAGE_BYTES)
		return push_u32(e, vector_bytes(vector.from, vector.count, vector.compat));
	event_push(e, copy_vector(vector.from, vector.count, vector.compat,
				  data_bytes(MAX_DATA, ring->result, !read)));
}

static __always_inline void push_message_tuple(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	bool inbound = rule->kind == PARAM_MESSAGE_TUPLE_RECEIVED;
	struct message message = message_at(ring, ring->args[rule->other & 7]);
	struct user_address named = { .from = message.name };
	__s32 fd = ring->args[rule->arg & 7];

	push_tuple(e, inbound && ring->result <= 0 ? 0 : sock_of(fd), inbound, &named);
}

static __always_inline void push_control(struct event *e, struct param_rule *rule)
{
	struct message message = message_at(e->ring, e->ring->args[rule->arg & 7]);
	__u64 bytes = message.control && e->ring->result >= 0 ? message.control_bytes : 0;

	push_user_bytes(e, message.control, bytes > MAX_DATA / 2 ? MAX_DATA / 2 : bytes);
}

static __always_inline void push_piecewise(struct event *e, struct param_rule *rule)
{
	switch (rule->kind) {
	case PARAM_IOV_BYTES:
	case PARAM_IOV_READ:
	case PARAM_IOV_WRITTEN:
	case PARAM_MESSAGE_BYTES:
	case PARAM_MESSAGE_READ:
	case PARAM_MESSAGE_WRITTEN:
		return push_pieces(e, rule);
	case PARAM_GOT_BYTES:
		return push_u32(e, e->ring->result > 0 ? e->ring->result : 0);
	case PARAM_FDS_ASKED:
	case PARAM_FDS_READY:
		return push_fds(e, rule);
	case PARAM_MESSAGE_TUPLE_SENT:
	case PARAM_MESSAGE_TUPLE_RECEIVED:
		return push_message_tuple(e, rule);
	case PARAM_MESSAGE_CONTROL:
		return push_control(e, rule);
	default:
		if (!push_memory(e, rule))
			push_plain(e, rule);
	}
}

DEFINE_FILLERS(vectors, push_piecewise)
