/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Flags of the kernel as captures have them. */
#ifndef CHISEL_FLAGS_H
#define CHISEL_FLAGS_H

#include <linux/types.h>

/* By a table of the configuration. */
__u32 convert_flags(__u32 table, __u32 value);

/* Bits of poll(2): what the kernel has from bit 3 on moves by one, and RDHUP comes in between. */
static inline __attribute__((always_inline)) __u16 poll_flags(__u16 value)
{
	return (value & 7) | ((value & 0x3f8) << 1) | ((value & 0x2000) >> 10);
}

#endif
