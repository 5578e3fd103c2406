/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is kept of a clone3 until its child has run. */
#ifndef CHISEL_CLONES_H
#define CHISEL_CLONES_H

#include "event.h"

#define MAX_CLONES 4096

/* The flags asked for, by the tid of the child; the oldest go when it is full. */
struct clone_map {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, MAX_CLONES);
	__uint(key_size, 4);
	__uint(value_size, 8);
};

extern struct clone_map clones SEC(".maps");

#endif
