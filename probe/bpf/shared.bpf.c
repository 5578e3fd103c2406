// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* What all programs share, with each other and with user space. */
#include "filler.h"
#include "standing.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 ring_mask SEC(".rodata.ring") = (1 << 20) - 1;
struct probe_config config SEC(".data.config");
struct ring_map rings SEC(".maps");
struct standing_map standings SEC(".maps");
struct filler_map enter_fillers SEC(".maps");
struct filler_map exit_fillers SEC(".maps");
struct filler_map late_fillers SEC(".maps");
