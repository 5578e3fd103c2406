/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Params whose meaning depends on a command of their call: ptrace, prctl, quotactl, semaphores, fsconfig. */
#ifndef CHISEL_ODD_PARAMS_H
#define CHISEL_ODD_PARAMS_H

#include "memory-params.h"

#define PTRACE_PEEKTEXT 1
#define PTRACE_PEEKUSR 3
#define PTRACE_CONT 7
#define PTRACE_SINGLESTEP 9
#define PTRACE_DETACH 17
#define PTRACE_SYSCALL 24
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_GET_CHILD_SUBREAPER 37
#define Q_QUOTAON 0x800002
#define Q_GETINFO 0x800005
#define Q_SETINFO 0x800006
#define Q_GETQUOTA 0x800007
#define Q_SETQUOTA 0x800008
#define SETVAL 16
#define SEMBUF_BYTES 6
#define FSCONFIG_SET_BINARY 2

/* A value whose type is a number of a list of types. */
static __always_inline void push_dynamic(struct event *e, __u8 type, __u64 value, __u32 bytes)
{
	__u8 *to = event_room(e);

	*to = type;
	*(__u64 *)(to + 1) = value;
	event_push(e, 1 + bytes);
}

static __always_inline void push_dynamic_text(struct event *e, __u8 type, __u64 from)
{
	__u8 *to = event_room(e);
	long bytes = from ? bpf_probe_read_user_str(to + 1, MAX_TEXT, (void *)from) : 0;

	*to = type;
	if (bytes > 0)
		return event_push(e, 1 + (bytes & (2 * MAX_TEXT - 1)));
	to[1] = 0;
	event_push(e, 2);
}

static __always_inline void push_ptrace_data(struct event *e)
{
	struct ring *ring = e->ring;
	__u64 data = ring->args[3];
	__u32 request = ring->args[0];

	if (ring->result < 0)
		return push_dynamic(e, 0, 0, 8);
	if (request >= PTRACE_PEEKTEXT && request <= PTRACE_PEEKUSR)
		return push_dynamic(e, 0, user_number(data, 8), 8);
	if (request == PTRACE_CONT || request == PTRACE_SINGLESTEP || request == PTRACE_DETACH ||
	    request == PTRACE_SYSCALL)
		return push_dynamic(e, 1, data, 1);
	push_dynamic(e, 0, data, 8);
}

/* The commands of bpf whose result is an fd, as bits. */
#define BPF_FD_COMMANDS \
	(1ull << 0 | 1 << 5 | 1 << 7 | 1 << 13 | 1 << 14 | 1 << 17 | 1 << 18 | 1 << 19 | 1 << 28)

static __always_inline void push_fd_or_error(struct event *e)
{
	__u32 command = e->ring->args[0];
	bool is_fd = command < 64 && (BPF_FD_COMMANDS >> command & 1);

	push_dynamic(e, is_fd ? 0 : 1, e->ring->result, 8);
}

/* By operation of keyctl, how many of its arguments mean something, and which are texts, as bits. */
static const __u8 key_arguments[] = { 2, 1, 3, 1, 3, 2, 3, 1, 2, 2, 4, 3, 4, 3, 1, 2, 1,
				      3, 0, 4, 4, 1, 2, 4, 3, 4, 4, 4, 4, 3, 4, 2, 3 };
static const __u8 key_texts[] = { 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0,  0, 0, 0, 0,
				  0, 0, 0, 0, 0, 0, 0, 8, 4, 4, 4,  4, 12, 0, 0, 0 };

static __always_inline void push_key_argument(struct event *e, __u32 number)
{
	__u32 operation = e->ring->args[0];
	bool is_known = operation < sizeof(key_arguments);
	__u64 value = e->ring->args[number & 7];

	if (!is_known || number > key_arguments[operation])
		return push_dynamic(e, 0, 0, 8);
	if (key_texts[operation] >> number & 1)
		return push_dynamic_text(e, 1, value);
	push_dynamic(e, 0, value, 8);
}

static __always_inline void push_prctl_value(struct event *e)
{
	struct ring *ring = e->ring;
	__u32 option = ring->args[0];

	if (option == PR_SET_NAME || option == PR_GET_NAME)
		return push_u64(e, 0);
	if (option == PR_GET_CHILD_SUBREAPER)
		return push_u64(e, (__s64)(__s32)user_number(ring->args[1], 4));
	push_u64(e, ring->args[1]);
}

/* A member of what quotactl's last argument points to, if its command has that. */
static __always_inline void push_quota(struct event *e, __u32 get, __u32 set, __u32 offset,
				       __u32 bytes)
{
	struct ring *ring = e->ring;
	__u32 command = (__u32)ring->args[0] >> 8;
	bool has = command == get || command == set;

	push_number(e, has ? user_number(ring->args[3] + offset, bytes) : 0, 8);
}

static __always_inline void push_quota_flags(struct event *e)
{
	struct ring *ring = e->ring;
	__u32 command = (__u32)ring->args[0] >> 8;
	bool has = command == Q_GETINFO || command == Q_SETINFO;

	push_u8(e, has && user_number(ring->args[3] + 16, 4) == 1 ? 2 : 1);
}

static __always_inline __u64 semaphore_number(struct ring *ring, __u32 which, __u32 offset)
{
	if ((__u32)ring->args[2] <= which)
		return 0;
	return user_number(ring->args[1] + which * SEMBUF_BYTES + offset, 2);
}

static __always_inline bool push_odd(struct event *e, struct param_rule *rule)
{
	struct ring *ring = e->ring;
	__u64 value = ring->args[rule->arg & 7];
	__u32 option = ring->args[0];

	switch (rule->kind) {
	case PARAM_PTRACE_ADDRESS:
		push_dynamic(e, 0, ring->result < 0 ? 0 : ring->args[2], 8);
		return true;
	case PARAM_PTRACE_DATA:
		push_ptrace_data(e);
		return true;
	case PARAM_PRCTL_TEXT:
		push_user_text(e,
			       option == PR_SET_NAME || option == PR_GET_NAME ? ring->args[1] : 0);
		return true;
	case PARAM_FD_OR_ERROR:
		push_fd_or_error(e);
		return true;
	case PARAM_KEY_ARGUMENT:
		push_key_argument(e, rule->arg);
		return true;
	case PARAM_PRCTL_VALUE:
		push_prctl_value(e);
		return true;
	case PARAM_QUOTA_COMMAND:
		push_u16(e, convert_flags(rule->other, option >> 8));
		return true;
	case PARAM_QUOTA_TYPE:
		push_u8(e, convert_flags(rule->other, option & 0xff));
		return true;
	case PARAM_QUOTA_FORMAT:
		push_u8(e, option >> 8 == Q_QUOTAON ? convert_flags(rule->other, value) : 1);
		return true;
	case PARAM_QUOTA_PATH:
		push_user_text(e, option >> 8 == Q_QUOTAON ? ring->args[3] : 0);
		return true;
	case PARAM_QUOTA_LIMITS:
		push_quota(e, Q_GETQUOTA, Q_SETQUOTA, rule->extra, 8);
		return true;
	case PARAM_QUOTA_INFO:
		push_quota(e, Q_GETINFO, Q_SETINFO, rule->extra, 8);
		return true;
	case PARAM_QUOTA_INFO_FLAGS:
		push_quota_flags(e);
		return true;
	case PARAM_SEMAPHORE:
		push_u16(e, semaphore_number(ring, rule->arg, rule->extra));
		return true;
	case PARAM_SEMAPHORE_FLAGS:
		push_u16(e, convert_flags(rule->other, semaphore_number(ring, rule->arg, 4)));
		return true;
	case PARAM_SEMAPHORE_VALUE:
		push_u32(e, (__u32)ring->args[2] == SETVAL ? ring->args[3] : 0);
		return true;
	case PARAM_VALUE_BYTES:
		push_user_bytes(e, value,
				(__u32)ring->args[1] == FSCONFIG_SET_BINARY ? (__u32)ring->args[4] :
									      0);
		return true;
	case PARAM_VALUE_TEXT:
		push_user_text(e, (__u32)ring->args[1] != FSCONFIG_SET_BINARY ? value : 0);
		return true;
	default:
		return false;
	}
}

#endif
