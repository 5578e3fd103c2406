// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Fills in events about addresses, connections and options of sockets. */
#include "filler.h"
#include "memory-params.h"
#include "socket.h"

#define EINPROGRESS 115
#define SOL_SOCKET 1
#define SO_ERROR 4
#define SO_RCVTIMEO 20
#define SO_SNDTIMEO 21
#define SO_COOKIE 57
#define SO_RCVTIMEO_NEW 66
#define SO_SNDTIMEO_NEW 67
/* The options of SOL_SOCKET that are a plain int, as bits. */
#define INT_OPTIONS 0x3ffff600ddfeeull

/* Types of the list that the value of an option is of. */
enum { OPTION_BYTES, OPTION_ERRNO, OPTION_U32, OPTION_U64, OPTION_TIME };

static __always_inline struct user_address address_in(struct ring *ring, __u8 arg, __u8 bytes)
{
	struct user_address address = {
		.from = ring->args[arg & 7],
		.bytes = ring->args[bytes & 7],
	};

	return address;
}

static __always_inline void push_call_tuple(struct event *e, struct param_rule *rule)
{
	struct user_address named = {};
	struct ring *ring = e->ring;
	__s64 fd = (__s32)ring->args[rule->arg & 7];
	__s64 result = ring->result;
	bool inbound = true;
	bool has = true;

	switch (rule->kind) {
	case PARAM_TUPLE_CONNECTED:
		inbound = false;
		has = result == 0 || result == -EINPROGRESS;
		break;
	case PARAM_TUPLE_ACCEPTED:
		fd = result;
		has = result >= 0;
		break;
	case PARAM_TUPLE_SENT:
		inbound = false;
		named.from = ring->args[rule->other & 7];
		break;
	default:
		has = result > 0;
		named.from = ring->args[rule->other & 7];
	}
	push_tuple(e, has ? sock_of(fd) : 0, inbound, &named);
}

/* How full the queue of connections that wait to be accepted is. */
static __always_inline void push_queue(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	struct sock *sock = ring->result >= 0 ? sock_of((__s32)ring->args[rule->arg & 7]) : 0;
	__u32 length = sock ? BPF_CORE_READ(sock, sk_ack_backlog) : 0;
	__u32 most = sock ? BPF_CORE_READ(sock, sk_max_ack_backlog) : 0;

	if (rule->kind == PARAM_QUEUE_LENGTH)
		return push_u32(e, length);
	if (rule->kind == PARAM_QUEUE_MOST)
		return push_u32(e, most);
	push_u8(e, most ? (__u64)length * 100 / most : 0);
}

static __always_inline void push_option(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 from = ring->args[rule->arg & 7];
	__u32 level = ring->args[1];
	__u32 option = ring->args[2];
	__u32 bytes = rule->other < 6 ? ring->args[rule->other & 7] : 0;
	__u8 *to = event_room(e);

	if (level != SOL_SOCKET)
		option = ~0;
	*(__u64 *)(to + 1) = 0;
	if (option == SO_ERROR) {
		*to = OPTION_ERRNO;
		*(__s64 *)(to + 1) = -(__s64)(__s32)user_number(from, 4);
		return event_push(e, 9);
	}
	if (option == SO_RCVTIMEO || option == SO_SNDTIMEO || option == SO_RCVTIMEO_NEW ||
	    option == SO_SNDTIMEO_NEW) {
		*to = OPTION_TIME;
		*(__u64 *)(to + 1) = user_number(from, 8) * NS_PER_SECOND +
				     user_number(from + 8, 8) * 1000;
		return event_push(e, 9);
	}
	if (option == SO_COOKIE) {
		*to = OPTION_U64;
		*(__u64 *)(to + 1) = user_number(from, 8);
		return event_push(e, 9);
	}
	if (option < 64 && (INT_OPTIONS >> option & 1)) {
		*to = OPTION_U32;
		*(__u32 *)(to + 1) = user_number(from, 4);
		return event_push(e, 5);
	}
	*to = OPTION_BYTES;
	if (bytes > 1024)
		bytes = 1024;
	barrier_var(bytes);
	if (bytes > 1024 || bpf_probe_read_user(to + 1, bytes, (void *)from))
		bytes = 0;
	event_push(e, 1 + bytes);
}

static __always_inline void push_socket(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 value = ring->args[rule->arg & 7];
	struct user_address address;

	switch (rule->kind) {
	case PARAM_ADDRESS:
		address = address_in(ring, rule->arg, rule->other);
		return push_address(e, &address);
	case PARAM_TUPLE_CONNECTED:
	case PARAM_TUPLE_ACCEPTED:
	case PARAM_TUPLE_SENT:
	case PARAM_TUPLE_RECEIVED:
		return push_call_tuple(e, rule);
	case PARAM_QUEUE_PERCENT:
	case PARAM_QUEUE_LENGTH:
	case PARAM_QUEUE_MOST:
		return push_queue(e, rule);
	case PARAM_SOCKET_AT:
		return push_u64(
			e, ring->result ? -1 : (__s64)(__s32)user_number(value + rule->extra, 4));
	case PARAM_SOCKET_POINTER:
		return push_u64(e,
				ring->result ?
					0 :
					(__u64)sock_of((__s32)user_number(value + rule->extra, 4)));
	case PARAM_OPTION_LEVEL:
		return push_u8(e, convert_flags(rule->other, value));
	case PARAM_OPTION_NAME:
		return push_u8(e, (__u32)ring->args[1] == SOL_SOCKET ?
					  convert_flags(rule->other, value) :
					  0);
	case PARAM_OPTION_VALUE:
		return push_option(e, rule);
	case PARAM_OPTION_BYTES:
		return push_u32(e, (__u16)value);
	case PARAM_OPTION_BYTES_AT:
		return push_u32(e, user_number(value, 4));
	default:
		if (!push_memory(e, rule))
			push_plain(e, rule);
	}
}

DEFINE_FILLERS(sockets, push_socket)
