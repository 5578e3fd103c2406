/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Writing an event straight into this CPU's ring, in the layout of capture files: begin, a length and
 * a value for each param, commit. A program that began must commit or abandon.
 */
#ifndef CHISEL_EVENT_H
#define CHISEL_EVENT_H

#include <linux/bpf.h>
#include "kernel.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "probe.h"

#define READ_NOW(x) (*(volatile typeof(x) *)&(x))
#define WRITE_NOW(x, value) (*(volatile typeof(x) *)&(x) = (value))

/* One value for each CPU, a struct ring; number and size are set when the object is loaded. */
struct ring_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, RING_HEAD + (1 << 20) + RING_SLACK);
};

extern struct ring_map rings SEC(".maps");

extern const volatile struct load_setup load_setup SEC(".rodata.setup");
extern struct probe_config config SEC(".data.config");

/*
 * An event being written. Where its next length and value go stands in the ring, where the verifier
 * does not follow them: it would take each combination of params for another case to check.
 */
struct event {
	struct ring *ring;
	/* The start of its record; offsets count from here. */
	__u8 *at;
};

static __always_inline struct ring *this_ring(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&rings, &cpu);
}

static __always_inline __u8 *record_at(struct ring *ring)
{
	return (__u8 *)ring + RING_HEAD + (ring->head & load_setup.ring_mask);
}

static __always_inline __u64 since_boot_ns(void)
{
	return load_setup.never_suspends ? bpf_ktime_get_ns() : bpf_ktime_get_boot_ns();
}

/* Takes the ring; false when the event is lost. */
static __always_inline bool event_begin(struct event *e, struct ring *ring, __u32 pid, __u16 type,
					__u32 count)
{
	if (ring->busy) {
		ring->lost[LOSS_NESTED]++;
		return false;
	}
	if (load_setup.ring_mask + 1 - (ring->head - READ_NOW(ring->tail)) < RING_SLACK) {
		ring->lost[LOSS_FULL]++;
		return false;
	}
	WRITE_NOW(ring->busy, 1);
	e->ring = ring;
	e->at = record_at(ring);
	*(__u32 *)e->at = RECORD_TYPE;
	*(__u16 *)(e->at + 8) = ring->cpu;
	*(__u64 *)(e->at + RECORD_HEAD) = config.boot_ns + since_boot_ns();
	*(__u64 *)(e->at + RECORD_HEAD + 8) = pid;
	*(__u16 *)(e->at + RECORD_HEAD + 20) = type;
	*(__u32 *)(e->at + RECORD_HEAD + 22) = count;
	WRITE_NOW(ring->slot, RECORD_HEAD + EVENT_HEAD);
	WRITE_NOW(ring->off, RECORD_HEAD + EVENT_HEAD + 2 * count);
	return true;
}

static __always_inline void event_abandon(struct ring *ring)
{
	WRITE_NOW(ring->busy, 0);
}

/* Where the next value goes. Never out of the ring's bounds, whatever came before. */
static __always_inline __u8 *event_room(struct event *e)
{
	return e->at + (READ_NOW(e->ring->off) & 0x1ffff);
}

/* Ends a param whose value of `bytes` bytes is in its place. */
static __always_inline void event_push(struct event *e, __u32 bytes)
{
	struct ring *ring = e->ring;
	__u32 slot = READ_NOW(ring->slot);

	*(__u16 *)(e->at + (slot & 0xff)) = bytes;
	WRITE_NOW(ring->slot, slot + 2);
	WRITE_NOW(ring->off, READ_NOW(ring->off) + bytes);
}

static __always_inline void push_u64(struct event *e, __u64 value)
{
	*(__u64 *)event_room(e) = value;
	event_push(e, 8);
}

static __always_inline void push_u32(struct event *e, __u32 value)
{
	*(__u32 *)event_room(e) = value;
	event_push(e, 4);
}

static __always_inline void push_u16(struct event *e, __u16 value)
{
	*(__u16 *)event_room(e) = value;
	event_push(e, 2);
}

static __always_inline void push_u8(struct event *e, __u8 value)
{
	*(__u8 *)event_room(e) = value;
	event_push(e, 1);
}

/* A text of user space with its NUL; what captures have for no text when it is not there. */
static __always_inline void push_user_text(struct event *e, __u64 from)
{
	__u8 *to = event_room(e);
	long bytes = 0;

	if (from)
		bytes = bpf_probe_read_user_str(to, MAX_TEXT, (void *)from);
	if (bytes > 0)
		return event_push(e, bytes & (2 * MAX_TEXT - 1));
	*(__u64 *)to = READ_NOW(config.absent_text);
	event_push(e, READ_NOW(config.absent_bytes) & 7);
}

/* Bytes of user space; nothing when they are not there. */
static __always_inline void push_user_bytes(struct event *e, __u64 from, __u32 bytes)
{
	if (bytes > MAX_DATA)
		bytes = MAX_DATA;
	/* Keeps the compiler from forgetting what the verifier has just seen. */
	barrier_var(bytes);
	if (bytes > MAX_DATA)
		return;
	if (bytes && bpf_probe_read_user(event_room(e), bytes, (void *)from))
		bytes = 0;
	event_push(e, bytes);
}

/* Makes the event visible, whose values end before `off`. */
static __always_inline void event_end(struct event *e, __u32 off)
{
	struct ring *ring = e->ring;
	__u32 total = (off + RECORD_TAIL + 3) & ~3;

	*(__u32 *)(e->at + 4) = total;
	*(__u32 *)(e->at + RECORD_HEAD + 16) = off - RECORD_HEAD;
	*(__u32 *)(e->at + (off & 0x1ffff)) = 0;
	*(__u32 *)(e->at + ((total - RECORD_TAIL) & 0x1ffff)) = total;
	ring->sent++;
	WRITE_NOW(ring->head, ring->head + total);
	WRITE_NOW(ring->busy, 0);
}

/* Likewise, after the last param. */
static __always_inline void event_commit(struct event *e)
{
	struct ring *ring = e->ring;
	__u32 off = READ_NOW(ring->off);

	if (off - RECORD_HEAD <= MAX_EVENT)
		return event_end(e, off);
	ring->lost[LOSS_SIZE]++;
	event_abandon(ring);
}

#endif
