/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Buffers in pieces, and messages. */
#ifndef CHISEL_VECTOR_H
#define CHISEL_VECTOR_H

#include "filler.h"
#include "memory-params.h"

#define MAX_PIECES 32

/* A list of buffers in user space. */
struct vector {
	__u64 from;
	__u32 count;
	bool compat;
};

struct piece {
	__u64 from;
	__u64 bytes;
};

/* What a msghdr of user space says. */
struct message {
	__u64 name;
	struct vector vector;
	__u64 control;
	__u64 control_bytes;
};

static __always_inline struct piece piece_of(struct vector *vector, int number)
{
	struct piece piece = {};

	if (vector->compat) {
		__u32 narrow[2] = {};

		bpf_probe_read_user(narrow, sizeof(narrow),
				    (void *)vector->from + number * sizeof(narrow));
		piece.from = narrow[0];
		piece.bytes = narrow[1];
	} else {
		bpf_probe_read_user(&piece, sizeof(piece),
				    (void *)vector->from + number * sizeof(piece));
	}
	return piece;
}

/* A function of its own, so that the verifier looks at it once; so is the next. */
__noinline __u64 vector_bytes(__u64 from, __u32 count, bool compat)
{
	struct vector vector = { .from = from, .count = count, .compat = compat };
	__u64 sum = 0;

	for (int i = 0; i < MAX_PIECES && i < count; i++)
		sum += piece_of(&vector, i).bytes;
	return sum;
}

/* Copies the first `most` bytes of all the buffers together to where the next value goes; gives their number. */
__noinline __u32 copy_vector(__u64 from, __u32 count, bool compat, __u32 most)
{
	struct vector vector = { .from = from, .count = count, .compat = compat };
	struct ring *ring = this_ring();
	struct event resumed;
	struct event *e = &resumed;
	__u32 done = 0;

	if (!ring)
		return 0;
	resumed = resume(ring);
	for (int i = 0; i < MAX_PIECES && i < count && done < most; i++) {
		struct piece piece = piece_of(&vector, i);
		__u32 bytes = piece.bytes < most - done ? piece.bytes : most - done;

		if (bytes > MAX_DATA)
			break;
		barrier_var(bytes);
		if (bytes > MAX_DATA ||
		    bpf_probe_read_user(event_room(e) + (done & 0xffff), bytes, (void *)piece.from))
			break;
		done += bytes;
	}
	return done;
}

static __always_inline struct message message_at(struct ring *ring, __u64 from)
{
	struct message message = {};
	__u64 words[6] = {};

	if (ring->compat) {
		message.name = user_number(from, 4);
		message.vector.from = user_number(from + 8, 4);
		message.vector.count = user_number(from + 12, 4);
		message.control = user_number(from + 16, 4);
		message.control_bytes = user_number(from + 20, 4);
		message.vector.compat = true;
		return message;
	}
	/* name, its length, vector, its count, control, its length */
	bpf_probe_read_user(words, sizeof(words), (void *)from);
	message.name = words[0];
	message.vector.from = words[2];
	message.vector.count = words[3];
	message.control = words[4];
	message.control_bytes = words[5];
	return message;
}

#endif
