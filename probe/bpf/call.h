/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The system call at hand: which one it is, and its arguments. */
#ifndef CHISEL_CALL_H
#define CHISEL_CALL_H

#include "standing.h"

/* The call whose rules hold for this one, or MAX_CALLS. */
static __always_inline __u32 call_of(__u64 number, struct pt_regs *regs, bool compat)
{
	__u32 first, call = number;

	if (number >= MAX_NUMBERS)
		return MAX_CALLS;
	if (!compat)
		return call;
	call = config.native[number & (MAX_NUMBERS - 1)];
	if (config.shapes[number & (MAX_NUMBERS - 1)] == SHAPE_SOCKET_CALL) {
		first = regs->bx;
		if (first < MAX_SOCKET_CALLS && config.socket_calls[first] < MAX_CALLS)
			call = config.socket_calls[first];
	}
	return call < MAX_CALLS ? call : MAX_CALLS;
}

/* Of what socketcall does, these have four arguments. */
#define SOCKET_CALL_SEND 9
#define SOCKET_CALL_RECV 10

static __always_inline void take_from_memory(struct ring *ring, __u64 from)
{
	__u32 words[6] = {};

	bpf_probe_read_user(words, sizeof(words), (void *)from);
	for (int i = 0; i < 6; i++)
		ring->args[i] = words[i];
}

/* Puts the arguments of a 32-bit call where the 64-bit one has them. */
static __always_inline void arrange_arguments(struct ring *ring, __u8 shape)
{
	__u64 first = ring->args[0];

	switch (shape) {
	case SHAPE_SOCKET_CALL:
		take_from_memory(ring, ring->args[1]);
		if (first == SOCKET_CALL_SEND || first == SOCKET_CALL_RECV)
			ring->args[4] = ring->args[5] = 0;
		return;
	case SHAPE_IN_MEMORY:
		return take_from_memory(ring, first);
	case SHAPE_SPLIT_OFFSET:
		ring->args[3] |= ring->args[4] << 32;
		return;
	case SHAPE_SEEK:
		ring->args[1] = ring->args[1] << 32 | ring->args[2];
		ring->args[2] = ring->args[4];
		return;
	case SHAPE_WIDE_TIME:
		ring->compat = false;
		return;
	}
}

static __always_inline void keep_call(struct ring *ring, struct pt_regs *regs, bool compat,
				      __u32 call, __s64 result)
{
	ring->call = call;
	ring->result = result;
	ring->args[RESULT_ARG] = result;
	ring->compat = compat;
	if (compat) {
		ring->args[0] = (__u32)regs->bx;
		ring->args[1] = (__u32)regs->cx;
		ring->args[2] = (__u32)regs->dx;
		ring->args[3] = (__u32)regs->si;
		ring->args[4] = (__u32)regs->di;
		ring->args[5] = (__u32)regs->bp;
		arrange_arguments(ring, config.shapes[regs->orig_ax & (MAX_NUMBERS - 1)]);
		return;
	}
	ring->args[0] = regs->di;
	ring->args[1] = regs->si;
	ring->args[2] = regs->dx;
	ring->args[3] = regs->r10;
	ring->args[4] = regs->r8;
	ring->args[5] = regs->r9;
}

#endif
